using System.Globalization;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;
using P2P.Sdk.Contacts.Import;
using P2P.Sdk.EntityFrameworkCore.Tests.Postgres;
using P2P.Sdk.EntityFrameworkCore.Tests.Sqlite;
using P2P.Sdk.TextingWindows;
using P2P.Sdk.Users;

namespace P2P.Sdk.EntityFrameworkCore.Tests.LongRuns;

/// <summary>What takes minutes: run by <c>eng/test.sh --all</c>.</summary>
[Trait("Run", "Long")]
public class MillionRowsTests
{
    private const int Rows = 1_000_000;

    /// <summary>Above what was live before; the file itself has 60 MB.</summary>
    private const long MostLiveBytes = 64_000_000;

    [Fact]
    public async Task A_million_rows_are_imported_in_constant_memory()
    {
        using var database = new TemporaryDatabase();
        await ImportAsync(builder => builder.UseSqlite(database.ConnectionString, migrateAtStart: true));
    }

    [Fact]
    public async Task A_million_rows_are_imported_to_PostgreSQL_in_constant_memory()
    {
        using var database = new TemporaryPostgres();
        await ImportAsync(builder => builder.UsePostgreSql(database.ConnectionString));
    }

    private static async Task ImportAsync(Action<P2PBuilder> use)
    {
        var services = new ServiceCollection();
        var builder = services.AddP2P();
        use(builder);
        builder.UseSimulatedCarrier();
        await using var provider = services.BuildServiceProvider();
        foreach (var schema in provider.GetServices<IHostedService>().OfType<IHostedLifecycleService>())
        {
            await schema.StartingAsync(default);
        }

        var admin = (await provider.GetRequiredService<CampaignService>().CreateAsync(
            new Campaign { Id = CampaignId.New(), Name = "Everybody", JoinCode = "ALL" },
            new User { Id = UserId.New(), FirstName = "Ada" })).Value!;
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var most = 0L;
        using var csv = new GeneratedFile(() => most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true)));

        var imported = await provider.GetRequiredService<ContactImporter>().ImportAsync(admin, "Everybody", csv);

        most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true));
        Assert.Empty(imported.Refusals);
        Assert.Equal((Rows, Rows), (imported.Value!.RowsRead, imported.Value.Created));
        Assert.InRange(most - before, long.MinValue, MostLiveBytes);
    }

    /// <summary>Rows that are made as they are read, each with a number of its own.</summary>
    private sealed class GeneratedFile(Action everyTenth) : Stream
    {
        private readonly string[] _areaCodes =
            [.. Enumerable.Range(200, 800).Select(n => $"{n}").Where(c => AreaCodes.Find(c) is { State: not null } && PhoneNumberParser.Read($"{c}2000000").IsValid)];

        private byte[] _line = "phone,first_name,last_name,zip\n"u8.ToArray();
        private int _offset;
        private int _row;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var written = 0;
            while (written < count && (_offset < _line.Length || Next()))
            {
                var part = Math.Min(count - written, _line.Length - _offset);
                _line.AsSpan(_offset, part).CopyTo(buffer.AsSpan(offset + written));
                (_offset, written) = (_offset + part, written + part);
            }

            return written;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        private bool Next()
        {
            if (_row == Rows)
            {
                return false;
            }

            if (_row % (Rows / 10) == 0)
            {
                everyTenth();
            }

            var area = _areaCodes[_row % _areaCodes.Length];
            var line = string.Create(
                CultureInfo.InvariantCulture, $"({area}) {200 + (_row / _areaCodes.Length / 10_000)}-{_row / _areaCodes.Length % 10_000:0000},Ana{_row},Ruiz,60614\n");
            (_line, _offset) = (Encoding.UTF8.GetBytes(line), 0);
            _row++;
            return true;
        }
    }
}
