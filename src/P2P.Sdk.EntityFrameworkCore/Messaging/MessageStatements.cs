using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;
using P2P.Sdk.EntityFrameworkCore.Sqlite;
using P2P.Sdk.Messaging;

namespace P2P.Sdk.EntityFrameworkCore.Messaging;

/// <summary>Statements about messages that other features' transactions need too.</summary>
internal static class MessageStatements
{
    public static Message? FindMessage(this SqliteSession session, CampaignId campaign, MessageId message) =>
        session.Find<MessageRow>($"WHERE campaign_id = {campaign} AND message_id = {message}")?.ToMessage();

    /// <summary>A contact's messages that are queued, sending or unknown, in their order.</summary>
    public static IEnumerable<Message> OpenMessagesOf(this SqliteSession session, CampaignId campaign, ContactId contact) =>
        session.Query<MessageRow>(
            $"WHERE campaign_id = {campaign} AND contact_id = {contact} AND status <= 2 ORDER BY sequence")
            .Select(row => row.ToMessage());

    public static Attempt? LastAttemptAt(this SqliteSession session, CampaignId campaign, MessageId message) =>
        session.Find<AttemptRow>(
            $"WHERE campaign_id = {campaign} AND message_id = {message} ORDER BY number DESC LIMIT 1")?.ToAttempt();

    public static IReadOnlyList<SenderNumber> ListNumbers(this SqliteSession session, CampaignId campaign) =>
        [.. session.Query<SenderNumberRow>($"WHERE campaign_id = {campaign} ORDER BY number").Select(row => row.ToNumber())];
}
