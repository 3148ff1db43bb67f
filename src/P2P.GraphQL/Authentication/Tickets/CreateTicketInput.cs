using System.ComponentModel;

namespace P2P.GraphQL.Authentication.Tickets;

[Description("What to open without a header.")]
public sealed class CreateTicketInput
{
    [Description("A path of this server, without what follows a question mark: `/graphql` for an event stream, or the `url` of an export or a photo.")]
    public required string Path { get; init; }
}
