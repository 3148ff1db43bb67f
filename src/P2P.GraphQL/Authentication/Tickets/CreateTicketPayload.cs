using System.ComponentModel;
using NodaTime;
using P2P.GraphQL.Errors;
using P2P.Sdk;

namespace P2P.GraphQL.Authentication.Tickets;

[Description("A ticket, or why there is none.")]
public sealed class CreateTicketPayload : Payload
{
    private readonly Ticket? _ticket;

    internal CreateTicketPayload(Ticket? ticket, IReadOnlyList<Refusal> refusals)
        : base(refusals) => _ticket = ticket;

    [Description("To append to the path as `?ticket=...`, by GET. Null where there is none.")]
    public string? Ticket => _ticket?.Text;

    [Description("Until when it opens the path; what it opened by then goes on as long as the token would.")]
    public Instant? ExpiresAt => _ticket?.ExpiresAt;
}
