using System.Runtime.CompilerServices;
using System.Text.Json;
using P2P.Sdk.Actions;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Results.Tallies;
using P2P.Sdk.Users;

namespace P2P.Sdk.Results.Exports;

/// <summary>The exports of what is not contact by contact: users and errors.</summary>
internal sealed class ResultRows(IUserStore users, IResultStore results, IActionStore actions)
{
    private static readonly PageRequest First = new(PageRequest.MaxSize);

    public static IReadOnlyList<ExportColumn> ErrorColumns { get; } =
        [new("action"), new("code"), new("meaning"), new("kind"), new("texts")];

    public static IReadOnlyList<ExportColumn> UserColumnsOf(ActionId? action) =>
    [
        new("first_name"), new("last_name"), new("email"), new("phone"), new("state"), new("zip"), new("language"), new("role"),
        new("team_code"), new("frozen"),
        .. action is null ? Array.Empty<ExportColumn>() :
        [
            new("assigned"), new("sent"), new("follow_ups"), new("replied"), new("reports"), new("needs_attention"),
            new("buckets_finished"), new("seen_at", IsTime: true), new("started_at", IsTime: true), new("last_active_at", IsTime: true),
        ],
    ];

    public async IAsyncEnumerable<IReadOnlyList<object?>> UsersAsync(
        CampaignId campaign, ActionId? action, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var request = First; ;)
        {
            var page = action is { } id
                ? await results.PageUsersAsync(campaign, id, new(), new(UserNumber.Joined, Descending: false), request, false, cancellationToken)
                : (await users.PageAsync(campaign, new(), request, false, cancellationToken)).Select(user => new UserResult(user, default, null));
            foreach (var item in page.Items)
            {
                yield return [.. ProfileOf(item.Item.User), .. action is null ? [] : NumbersOf(item.Item)];
            }

            if (!page.HasNext)
            {
                yield break;
            }

            request = First with { From = page.Items[^1].Cursor };
        }
    }

    public async IAsyncEnumerable<IReadOnlyList<object?>> ErrorsAsync(
        CampaignId campaign, ActionId? only, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var action in ActionsAsync(campaign, only, cancellationToken))
        {
            var errors = (await results.ListAsync(campaign, action.Id, TallyKind.Error, cancellationToken))
                .Where(error => error.Tally.Errors > 0).OrderByDescending(error => error.Tally.Errors);
            foreach (var (key, tally) in errors)
            {
                var error = BreakdownService.ErrorOf(key.Word);
                yield return [action.Title, error.Code, error.Meaning, Name(error.Class), tally.Errors];
            }
        }
    }

    private static object?[] ProfileOf(User user) =>
    [
        user.FirstName, user.LastName, user.Email, user.Phone, user.State, user.Zip, user.Language, Name(user.Role),
        user.TeamCode, user.IsFrozen,
    ];

    private static object?[] NumbersOf(UserResult user) =>
    [
        user.Numbers.Assigned, user.Numbers.Sent, user.Numbers.FollowUps, user.Numbers.Replied, user.Numbers.Reports,
        user.Numbers.NeedsAttention, user.Numbers.Performs, user.Participation?.SeenAt, user.Participation?.StartedAt,
        user.Participation?.LastActiveAt,
    ];

    private async IAsyncEnumerable<TextingAction> ActionsAsync(
        CampaignId campaign, ActionId? only, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (only is { } id)
        {
            if (await actions.FindAsync(campaign, id, cancellationToken) is { } action)
            {
                yield return action;
            }

            yield break;
        }

        for (var request = First; ;)
        {
            var page = await actions.PageAsync(campaign, new(), request, cancellationToken);
            foreach (var item in page.Items)
            {
                yield return item.Item;
            }

            if (!page.HasNext)
            {
                yield break;
            }

            request = First with { From = page.Items[^1].Cursor };
        }
    }

    /// <summary>As the wire names it: OPTED_OUT.</summary>
    private static string Name<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseUpper.ConvertName(value.ToString());
}
