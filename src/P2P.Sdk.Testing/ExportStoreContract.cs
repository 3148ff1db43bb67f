using NodaTime;
using P2P.Sdk.Actions;
using P2P.Sdk.Blobs;
using P2P.Sdk.Contacts;
using P2P.Sdk.Results.Exports;
using P2P.Sdk.Users;
using Xunit;

namespace P2P.Sdk.Testing;

/// <summary>What <see cref="IExportStore"/> promises.</summary>
public abstract class ExportStoreContract : StoreContract
{
    private static readonly Refusal s_failure = Refusal.Invalid("The disk is full.", "file");

    [Fact]
    public async Task An_export_is_found_as_it_was_asked_for_and_by_its_campaign_only()
    {
        var export = NewExport() with
        {
            Where = new()
            {
                List = ContactListId.New(), Action = ActionId.New(), Tag = "Will Vote", AssignedTo = UserId.New(), NeedsAttention = true,
                Unread = false, OptedOut = true, Search = "Añ 🎉", Contacts = [ContactId.New(), ContactId.New()],
            },
        };
        await AddAsync(export);
        Same.As(export, await World.Exports.FindAsync(World.Id, export.Id, default));
        Assert.Null(await World.Exports.FindAsync((await World.CreateOtherAsync()).Id, export.Id, default));
        Assert.Equal("export.started", (await World.Campaigns.ListAuditAsync(World.Id, 1, default))[0].What);
    }

    [Fact]
    public async Task Exports_are_paged_latest_first_both_ways()
    {
        var exports = new List<Export>();
        for (var i = 0; i < 5; i++)
        {
            exports.Insert(0, NewExport() with { StartedAt = StoreWorld.Start + Duration.FromMinutes(i / 2) }); // Two of one moment.
            await AddAsync(exports[0]);
        }

        Same.As(
            exports.OrderByDescending(e => e.StartedAt).ThenBy(e => e.Id.Value),
            await Paging.ReadBothWaysAsync(page => World.Exports.PageAsync(World.Id, page, default), 2));
    }

    [Fact]
    public async Task However_many_look_each_export_is_taken_once()
    {
        var exports = new[] { NewExport(), NewExport(), NewExport() };
        foreach (var export in exports)
        {
            await AddAsync(export);
        }

        var turns = (await AtOnceAsync(8, _ => World.Exports.TakeAsync(LongLease, default))).OfType<ExportTurn>().ToList();
        for (ExportTurn? more; (more = await World.Exports.TakeAsync(LongLease, default)) is not null;)
        {
            turns.Add(more);
        }

        Assert.Equal(exports.Select(e => e.Id).OrderBy(id => id.Value), turns.Select(t => t.Export.Id).OrderBy(id => id.Value));
        Assert.All(turns, turn => Assert.Equal((World.Id, ExportState.Writing, 1), (turn.Campaign, turn.Export.State, turn.Number)));
    }

    [Fact]
    public async Task A_writer_who_is_silent_too_long_has_lost_the_export()
    {
        await AddAsync(NewExport());
        var first = (await World.Exports.TakeAsync(ShortLease, default))!;
        Assert.True(await World.Exports.KeepAsync(first, 2_000, ShortLease, default));
        Assert.Equal(2_000, (await FindAsync(first)).Rows);

        await PassShortLeaseAsync();
        var second = (await World.Exports.TakeAsync(LongLease, default))!;

        Assert.Equal((first.Export.Id, 2, 0), (second.Export.Id, second.Number, second.Export.Rows));
        Assert.False(await World.Exports.KeepAsync(first, 4_000, LongLease, default));
        Assert.False(await World.Exports.FinishAsync(first, Done(first.Export), default));
        Assert.True(await World.Exports.FinishAsync(second, Done(second.Export), default));
        Assert.False(await World.Exports.FinishAsync(second, Done(second.Export), default));
        Same.As(Done(second.Export) with { File = (await FindAsync(second)).File }, await FindAsync(second));
    }

    [Fact]
    public async Task A_writer_who_gives_signs_keeps_the_export()
    {
        await AddAsync(NewExport());
        var turn = (await World.Exports.TakeAsync(ShortLease, default))!;
        Assert.True(await World.Exports.KeepAsync(turn, 1, LongLease, default));
        await PassShortLeaseAsync();
        Assert.Null(await World.Exports.TakeAsync(LongLease, default));
    }

    [Fact]
    public async Task What_failed_says_why_and_is_not_taken_again()
    {
        await AddAsync(NewExport());
        var turn = (await World.Exports.TakeAsync(ShortLease, default))!;
        var failed = turn.Export with { State = ExportState.Failed, Failure = s_failure, FinishedAt = StoreWorld.Start };
        Assert.True(await World.Exports.FinishAsync(turn, failed, default));
        await PassShortLeaseAsync();
        Assert.Null(await World.Exports.TakeAsync(LongLease, default));
        Same.As(failed, await FindAsync(turn));
    }

    [Fact]
    public async Task Files_that_have_had_their_time_are_told_once_and_the_others_stay()
    {
        foreach (var finished in (Duration[])[Duration.Zero, Duration.FromHours(2)])
        {
            await AddAsync(NewExport());
            var turn = (await World.Exports.TakeAsync(LongLease, default))!;
            Assert.True(await World.Exports.FinishAsync(
                turn, Done(turn.Export) with { FinishedAt = StoreWorld.Start + finished }, default));
        }

        var all = (await World.Exports.PageAsync(World.Id, new PageRequest(), default)).Items.Select(i => i.Item).ToList();
        var old = all.Single(e => e.FinishedAt == StoreWorld.Start);

        var told = await AtOnceAsync(4, _ => World.Exports.ExpireAsync(StoreWorld.Start + Duration.FromHours(1), default));

        Assert.Equal([(World.Id, old.File!.Value)], told.SelectMany(t => t));
        Same.As(old with { State = ExportState.Expired, File = null }, await World.Exports.FindAsync(World.Id, old.Id, default));
        Assert.Equal(ExportState.Done, (await World.Exports.FindAsync(World.Id, all.Single(e => e != old).Id, default))!.State);
    }

    private static Export NewExport() => new()
    {
        Id = ExportId.New(), Kind = ExportKind.Messages, Format = ExportFormat.Csv, User = UserId.New(), StartedAt = StoreWorld.Start,
    };

    private static Export Done(Export export) => export with
    {
        State = ExportState.Done, Rows = 5_000_000_000, Bytes = 70_000_000_000, File = BlobId.New(), FinishedAt = StoreWorld.Start,
    };

    private Task AddAsync(Export export) => World.Exports.AddAsync(World.Id, export, World.NewAudit("export.started"), default);

    private async Task<Export> FindAsync(ExportTurn turn) => (await World.Exports.FindAsync(World.Id, turn.Export.Id, default))!;
}
