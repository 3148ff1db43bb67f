using System.Net.WebSockets;

namespace P2P.GraphQL.Transport.WebSockets;

/// <summary>Why the server closes a socket.</summary>
/// <remarks>Sources: RFC 6455, section 7.4.1 and its registry; from 4400 on, PROTOCOL.md of graphql-ws.</remarks>
internal enum CloseCode
{
    Normal = WebSocketCloseStatus.NormalClosure,
    GoingAway = WebSocketCloseStatus.EndpointUnavailable,
    MessageTooBig = WebSocketCloseStatus.MessageTooBig,

    /// <summary>Clients take this one as an invitation to connect again.</summary>
    TryAgainLater = 1013,
    BadRequest = 4400,

    /// <summary>An operation came before the connection was acknowledged.</summary>
    Unauthorized = 4401,

    /// <summary>The token that came with the connection is missing or not valid.</summary>
    Forbidden = 4403,
    SubprotocolNotAcceptable = 4406,
    ConnectionInitialisationTimeout = 4408,
    SubscriberAlreadyExists = 4409,
    TooManyInitialisationRequests = 4429,
    InternalServerError = 4500,
}
