using P2P.Sdk.Campaigns;
using P2P.Sdk.EntityFrameworkCore.Sessions;
using P2P.Sdk.Messaging;

namespace P2P.Sdk.EntityFrameworkCore.Messaging;

internal sealed class RequestKeyStore(Database database) : IRequestKeyStore
{
    public Task<(string InputHash, Guid Result)?> FindAsync(CampaignId campaign, RequestKey key, CancellationToken cancellationToken) =>
        database.ReadAsync<(string, Guid)?>(
            async session => await session.FindAsync<KeyUseRow>(
                $"""
                WHERE campaign_id = {campaign} AND user_id = {key.User} AND operation = {key.Operation} AND idempotency_key = {key.Key}
                """) is { } row ? (row.InputHash, row.MessageId) : null,
            cancellationToken);
}

internal static class RequestKeyStatements
{
    /// <summary>Keeps a key, to be called before what is done under it: who uses the same one at once waits here until it is
    /// known whether that was done.</summary>
    /// <param name="key"><see langword="null"/>: none is asked for.</param>
    /// <returns>False if it was used before: nothing is to be done.</returns>
    public static async ValueTask<bool> KeepAsync(this Session session, CampaignId campaign, RequestKey? key, Guid result) =>
        key is null || await session.InsertAsync(KeyUseRow.Of(campaign, key, result), "ON CONFLICT DO NOTHING") > 0;

    /// <summary>Takes a key back where nothing was done under it after all.</summary>
    public static async ValueTask ForgetAsync(this Session session, CampaignId campaign, RequestKey? key)
    {
        if (key is not null)
        {
            await session.ExecuteAsync(
                $"""
                DELETE FROM key_uses
                WHERE campaign_id = {campaign} AND user_id = {key.User} AND operation = {key.Operation} AND idempotency_key = {key.Key}
                """);
        }
    }
}
