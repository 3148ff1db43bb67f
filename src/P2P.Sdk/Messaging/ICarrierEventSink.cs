namespace P2P.Sdk.Messaging;

/// <summary>Takes what a carrier tells us: status callbacks and texts that contacts wrote.</summary>
/// <remarks>
/// Whoever receives for a carrier (a webhook endpoint, the simulated carrier) tells it here, as it came: more than once, late
/// and in any order. Safe for concurrent use.
/// </remarks>
public interface ICarrierEventSink
{
    /// <summary>Keeps an event. When it returns, the event outlives the process, and the carrier may be told so.</summary>
    /// <exception cref="Exception">It was not kept: the carrier is to say it again.</exception>
    Task TellAsync(CarrierEvent carrierEvent, CancellationToken cancellationToken);
}
