using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using P2P.Sdk.Testing;

namespace P2P.Sdk.EntityFrameworkCore.Tests.Postgres;

/// <summary>Claims while somebody reads the whole campaign at one moment, as an export does.</summary>
public sealed class PostgresClaimTests : StoreContract, IDisposable
{
    private readonly TemporaryPostgres _database = new(plainSql: true);

    protected override void UseStore(P2PBuilder builder) => builder.UsePostgreSql(_database.ConnectionString);

    public void Dispose() => _database.Dispose();

    [Fact]
    public async Task While_an_export_is_open_claims_give_every_contact_once_and_never_say_too_early_that_none_is_left()
    {
        const int Contacts = 300;
        var action = await World.PublishAsync(Contacts);
        await using var connection = new NpgsqlConnection(_database.ConnectionString);
        await connection.OpenAsync();
        await using var export = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead);
        Assert.Equal(Contacts, await UntextedAsync(connection));

        // So that the dead versions of all rows that the claims pass stay where they are.
        var claims = await Task.WhenAll(Enumerable.Range(0, Contacts / 10).Select(_ => Task.Run(async () =>
            await World.Assignments.ClaimAsync(World.Order(action, await World.AddUserAsync()), default))));

        Assert.All(claims, claim => Assert.Equal(10, claim.Given));
        Assert.Equal(Contacts, claims.SelectMany(claim => claim.Held).Select(held => held.Target.Id).Distinct().Count());
        Assert.Equal(Contacts, await UntextedAsync(connection));
        Assert.Equal(0, (await World.Assignments.ClaimAsync(World.Order(action, await World.AddUserAsync()), default)).Given);
        Assert.True((await World.RecountAsync(action)).IsEqual);
    }

    /// <summary>As the export sees it.</summary>
    private static async Task<int> UntextedAsync(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand("SELECT COUNT(*)::int FROM targets WHERE state = 0", connection);
        return (int)(await command.ExecuteScalarAsync())!;
    }
}
