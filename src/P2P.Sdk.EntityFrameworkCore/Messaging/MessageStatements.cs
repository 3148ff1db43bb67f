using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;
using P2P.Sdk.EntityFrameworkCore.Sessions;
using P2P.Sdk.Messaging;

namespace P2P.Sdk.EntityFrameworkCore.Messaging;

/// <summary>Statements about messages that other features' transactions need too.</summary>
internal static class MessageStatements
{
    public static async ValueTask<Message?> FindMessageAsync(this Session session, CampaignId campaign, MessageId message) =>
        (await session.FindAsync<MessageRow>($"WHERE campaign_id = {campaign} AND message_id = {message}"))?.ToMessage();

    /// <summary>A contact's messages that are queued, sending or unknown, in their order.</summary>
    public static async ValueTask<List<Message>> OpenMessagesOfAsync(
        this Session session, CampaignId campaign, ContactId contact) =>
    [
        .. (await session.QueryAsync<MessageRow>(
            $"WHERE campaign_id = {campaign} AND contact_id = {contact} AND status <= 2 ORDER BY sequence"))
            .Select(row => row.ToMessage()),
    ];

    public static async ValueTask<Attempt?> LastAttemptAtAsync(this Session session, CampaignId campaign, MessageId message) =>
        (await session.FindAsync<AttemptRow>(
            $"WHERE campaign_id = {campaign} AND message_id = {message} ORDER BY number DESC LIMIT 1"))?.ToAttempt();

    public static async ValueTask<IReadOnlyList<SenderNumber>> ListNumbersAsync(this Session session, CampaignId campaign) =>
    [
        .. (await session.QueryAsync<SenderNumberRow>($"WHERE campaign_id = {campaign} ORDER BY number"))
            .Select(row => row.ToNumber()),
    ];
}
