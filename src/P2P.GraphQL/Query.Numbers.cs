using System.ComponentModel;
using GraphQL;
using P2P.GraphQL.Authentication;
using P2P.GraphQL.Errors;
using P2P.GraphQL.Messaging;
using P2P.Sdk;
using P2P.Sdk.Messaging.Numbers;

namespace P2P.GraphQL;

public sealed partial class Query
{
    [RequireAdmin]
    [Description("The numbers that the campaign texts from, and how they fare. Admins only.")]
    public static async Task<IReadOnlyList<SenderNumberView>> SenderNumbers(
        [FromServices] SenderNumberService numbers, Actor actor, CancellationToken cancellationToken) =>
        [.. (await numbers.ListAsync(actor, cancellationToken)).OrError().Select(health => new SenderNumberView(health))];

    [RequireAdmin]
    [Description("What the campaign has used today of the segments that it may hand to the carrier in a day. Admins only.")]
    public static async Task<DailyUseView> DailyUse(
        [FromServices] SenderNumberService numbers, Actor actor, CancellationToken cancellationToken) =>
        new((await numbers.ReadDailyUseAsync(actor, cancellationToken)).OrError());
}
