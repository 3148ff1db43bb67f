using System.Collections.Concurrent;
using NodaTime;
using P2P.Sdk.Actions;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Events;
using P2P.Sdk.Users;

namespace P2P.Sdk.Results;

/// <summary>Gathers who is at work where, and writes it down beside the requests, so that no send waits for it.</summary>
/// <remarks>A process that dies takes a second's notes with it: who goes on working is noted again half a minute later.</remarks>
internal sealed class ActivityNotes(IResultStore store, IEventStream events, IClock clock)
{
    /// <summary>One write for all acts of so long.</summary>
    private static readonly Duration Between = Duration.FromSeconds(30);

    private const int MostRemembered = 50_000;

    private readonly ConcurrentDictionary<(CampaignId, ActionId, UserId), Instant> _written = [];
    private readonly ConcurrentDictionary<(CampaignId Campaign, ActionId Action, UserId User, UserAct Act), Instant> _waiting = [];

    public bool IsAnyWaiting => !_waiting.IsEmpty;

    public void Note(Actor actor, ActionId action, UserAct act)
    {
        var now = clock.Now();
        var last = _written.GetValueOrDefault((actor.Campaign, action, actor.User), Instant.MinValue);
        if (act != UserAct.Work || now - Between >= last)
        {
            _waiting[(actor.Campaign, action, actor.User, act)] = now;
        }
    }

    /// <summary>Writes down what waits, a transaction for each campaign.</summary>
    public async Task WriteAsync(CancellationToken cancellationToken)
    {
        if (_written.Count > MostRemembered)
        {
            _written.Clear();
        }

        foreach (var waiting in _waiting.ToList().GroupBy(note => note.Key.Campaign))
        {
            await store.NoteAsync(
                waiting.Key,
                [.. waiting.Select(note => new ActivityNote(note.Key.Action, note.Key.User, note.Key.Act, note.Value))],
                cancellationToken);
            foreach (var note in waiting)
            {
                _waiting.TryRemove(note);
                _written[(note.Key.Campaign, note.Key.Action, note.Key.User)] = note.Value;
            }

            foreach (var action in waiting.Select(note => note.Key.Action).Distinct())
            {
                events.Publish(new P2PEvent.CountsChanged(waiting.Key, action));
            }
        }
    }
}
