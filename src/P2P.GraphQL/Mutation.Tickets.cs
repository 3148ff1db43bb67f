using System.ComponentModel;
using GraphQL;
using P2P.GraphQL.Authentication.Tickets;
using P2P.GraphQL.Transport.Execution;
using P2P.Sdk;

namespace P2P.GraphQL;

public sealed partial class Mutation
{
    /// <summary>What browsers open by an address alone.</summary>
    private static readonly string[] TicketPaths = ["/graphql", "/exports/", "/actions/"];

    [Description("A short-lived ticket for an event stream or a download: it stands in the address, where a token must never stand.")]
    public static async Task<CreateTicketPayload> CreateTicket(
        [FromServices] TicketOffice office, Actor actor, IResolveFieldContext context, [Description(Input)] CreateTicketInput input,
        CancellationToken cancellationToken)
    {
        if (!TicketPaths.Any(path => path[^1] == '/' ? input.Path.StartsWith(path, StringComparison.Ordinal) : input.Path == path)
            || input.Path.Any(c => c is '?' or '#' || char.IsControl(c)))
        {
            return new(null, [new(RefusalCode.InvalidInput, "A ticket is for /graphql, or for the url of an export or a photo.") { Path = ["path"] }]);
        }

        var caller = RequestContext.Of(context).Caller with { Campaign = actor.Campaign };
        return await office.IssueAsync(caller, input.Path, cancellationToken) is { } ticket
            ? new(ticket, [])
            : new(null, [Refusal.NotFound("campaign")]);
    }
}
