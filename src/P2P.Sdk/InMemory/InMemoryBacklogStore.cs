using NodaTime;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Messaging;
using P2P.Sdk.Telemetry;

namespace P2P.Sdk.InMemory;

internal sealed class InMemoryBacklogStore(InMemoryState state) : IBacklogStore
{
    public Task<Backlog> ReadAsync(CampaignId campaign, CancellationToken cancellationToken) => state.DoAsync(
        () =>
        {
            if (state.Find(campaign) is not { } rows)
            {
                return new Backlog(0, null, 0, null);
            }

            var queued = rows.Messages.Values.Where(message => message.Status == MessageStatus.Queued).Select(message => message.CreatedAt).ToList();
            var waiting = rows.Contacts.Values.Select(row => row.Contact.WaitingSince).OfType<Instant>().ToList();
            return new Backlog(queued.Count, Oldest(queued), waiting.Count, Oldest(waiting));
        },
        cancellationToken);

    private static Instant? Oldest(List<Instant> times) => times.Count == 0 ? null : times.Min();
}
