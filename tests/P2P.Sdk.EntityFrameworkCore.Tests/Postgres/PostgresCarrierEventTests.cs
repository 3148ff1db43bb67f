using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using P2P.Sdk.Contacts;
using P2P.Sdk.Messaging;
using P2P.Sdk.Testing;

namespace P2P.Sdk.EntityFrameworkCore.Tests.Postgres;

/// <summary>Events that are kept side by side: one that takes long keeps none waiting, and is not passed over.</summary>
public sealed class PostgresCarrierEventTests : StoreContract, IDisposable
{
    private readonly TemporaryPostgres _database = new(plainSql: true);

    protected override void UseStore(P2PBuilder builder) => builder.UsePostgreSql(_database.ConnectionString);

    public void Dispose() => _database.Dispose();

    [Fact]
    public async Task An_event_that_becomes_visible_after_later_ones_were_taken_is_taken_too()
    {
        await using var connection = new NpgsqlConnection(_database.ConnectionString + ";Pooling=false");
        await connection.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using (var insert = new NpgsqlCommand(
            """
            INSERT INTO webhook_inbox (event_id, kind, account, carrier_id, campaign_number, contact_number, received_at, text, is_opt_out,
                status, kept_at, due_at, tries)
            VALUES ('0198c5f0-0000-7000-8000-000000000001', 1, 'account', 'slow', '+13125550100', '+13125550142', now(), '', false,
                4, now(), now(), 0)
            """,
            connection))
        {
            await insert.ExecuteNonQueryAsync();
        }

        Assert.True(await AddAsync("quick")); // Waits for no other, and has a higher number.
        Assert.Equal(["quick"], await TakeAsync());
        await transaction.CommitAsync();
        Assert.Equal(["slow"], await TakeAsync());
    }

    [Fact]
    public async Task Of_many_that_are_kept_at_once_none_is_lost_and_none_is_doubled()
    {
        var kept = await AtOnceAsync(64, i => AddAsync($"c{i % 32}"));
        Assert.Equal(32, kept.Count(isNew => isNew));

        var taken = await AtOnceAsync(8, _ => TakeAsync());
        Assert.Equal(Enumerable.Range(0, 32).Select(i => $"c{i}").Order(), taken.SelectMany(t => t).Order());
    }

    private Task<bool> AddAsync(string carrierId) => World.CarrierEvents.AddAsync(
        new()
        {
            Id = CarrierEventId.New(),
            Kind = CarrierEventKind.Status,
            Account = "account",
            CarrierId = carrierId,
            CampaignNumber = World.Number,
            ContactNumber = PhoneNumber.Parse("+13125550142"),
            ReceivedAt = StoreWorld.Start,
            Status = MessageStatus.Sent,
        },
        default);

    private async Task<IReadOnlyList<string>> TakeAsync() =>
        [.. (await World.CarrierEvents.TakeAsync(100, LongLease, default)).Select(t => t.Event.CarrierId)];
}
