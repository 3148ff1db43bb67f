using Npgsql;
using P2P.Sdk.Campaigns;

namespace P2P.Sdk.EntityFrameworkCore.Conversations.Committing;

/// <summary>Runs what callers of one campaign want at the same time as one batch.</summary>
/// <remarks>
/// A lone call goes at once: nothing waits for company. While a batch of the campaign is under way, what arrives queues, and
/// goes together, first come first, once it is back: the more there is to do, the larger the batches, up to <c>most</c>. One
/// that hangs, as behind a lock, keeps nobody: after 50 ms the next goes on another of the <c>lanes</c>. Two items that hold
/// the same thing (a contact, a key) are never under way at the same time; the later one waits, without keeping those behind it.
/// Where the database refuses a batch, its items are run one by one, so that each gets its own answer.
/// </remarks>
/// <param name="lanes">How many batches of a campaign are under way at most, all but one of them hanging.</param>
/// <param name="most">Items of a batch.</param>
/// <param name="holds">What an item holds, until it is answered.</param>
/// <param name="run">Runs a batch on a lane, from 0; answers item by item.</param>
internal sealed class Groups<TItem, TResult>(
    int lanes, int most, Func<TItem, IEnumerable<object>> holds,
    Func<CampaignId, int, IReadOnlyList<TItem>, Task<IReadOnlyList<TResult>>> run)
{
    /// <summary>Several times what a batch takes on a busy machine.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(50);

    private readonly Dictionary<CampaignId, Line> _lines = [];

    /// <param name="cancellationToken">Heeded until an item goes; then its answer is waited for.</param>
    public async Task<IReadOnlyList<TResult>> RunAsync(
        CampaignId campaign, IReadOnlyList<TItem> items, CancellationToken cancellationToken)
    {
        var waiting = items.Select(item => new Waiting(item, [.. holds(item)], cancellationToken)).ToList();
        lock (_lines)
        {
            if (!_lines.TryGetValue(campaign, out var line))
            {
                _lines.Add(campaign, line = new Line(lanes));
            }

            line.Queue.AddRange(waiting);
        }

        Go(campaign);
        return await Task.WhenAll(waiting.Select(w => w.Answer.Task));
    }

    private void Go(CampaignId campaign)
    {
        while (Take(campaign) is var (lane, group) && group.Count > 0)
        {
            _ = RunAsync(campaign, lane, group);
        }
    }

    private (int Lane, List<Waiting> Group) Take(CampaignId campaign)
    {
        lock (_lines)
        {
            if (!_lines.TryGetValue(campaign, out var line) || lanes - line.Free.Count > line.Hanging
                || !line.Free.TryPeek(out var lane))
            {
                return (0, []);
            }

            var group = line.TakeGroup(most);
            if (group.Count > 0)
            {
                line.Free.Pop();
            }
            else if (line.Queue.Count == 0 && line.Free.Count == lanes)
            {
                _lines.Remove(campaign);
            }

            return (lane, group);
        }
    }

    private async Task RunAsync(CampaignId campaign, int lane, List<Waiting> group)
    {
        var answered = AnswerAsync(campaign, lane, group);
        var hangs = !await EndsAsync(answered, Patience);
        if (hangs)
        {
            lock (_lines)
            {
                _lines[campaign].Hanging++;
            }

            Go(campaign);
            await answered;
        }

        lock (_lines)
        {
            var line = _lines[campaign];
            line.Held.ExceptWith(group.SelectMany(w => w.Holds));
            line.Free.Push(lane);
            line.Hanging -= hangs ? 1 : 0;
        }

        Go(campaign);
    }

    private static async Task<bool> EndsAsync(Task work, TimeSpan time)
    {
        using var ended = new CancellationTokenSource();
        var first = await Task.WhenAny(work, Task.Delay(time, ended.Token));
        await ended.CancelAsync();
        return first == work;
    }

    private async Task AnswerAsync(CampaignId campaign, int lane, IReadOnlyList<Waiting> group)
    {
        try
        {
            var results = await run(campaign, lane, [.. group.Select(w => w.Item)]);
            for (var i = 0; i < group.Count; i++)
            {
                group[i].Answer.TrySetResult(results[i]);
            }
        }
        catch (PostgresException) when (group.Count > 1)
        {
            foreach (var one in group)
            {
                await AnswerAsync(campaign, lane, [one]);
            }
        }
#pragma warning disable CA1031 // It is the callers'.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            foreach (var one in group)
            {
                one.Answer.TrySetException(exception);
            }
        }
    }

    private sealed record Waiting(TItem Item, object[] Holds, CancellationToken Cancelled)
    {
        public TaskCompletionSource<TResult> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    /// <summary>What waits and what is under way in one campaign.</summary>
    private sealed class Line(int lanes)
    {
        public List<Waiting> Queue { get; } = [];

        public Stack<int> Free { get; } = new(Enumerable.Range(0, lanes).Reverse());

        /// <summary>Of the batches under way, those that others go past.</summary>
        public int Hanging { get; set; }

        public HashSet<object> Held { get; } = [];

        public List<Waiting> TakeGroup(int most)
        {
            var group = new List<Waiting>();
            var passedOver = new HashSet<object>();
            Queue.RemoveAll(waiting =>
            {
                if (waiting.Cancelled.IsCancellationRequested)
                {
                    return waiting.Answer.TrySetCanceled(waiting.Cancelled);
                }

                if (group.Count == most || waiting.Holds.Any(h => Held.Contains(h) || passedOver.Contains(h)))
                {
                    passedOver.UnionWith(waiting.Holds);
                    return false;
                }

                Held.UnionWith(waiting.Holds);
                group.Add(waiting);
                return true;
            });
            return group;
        }
    }
}
