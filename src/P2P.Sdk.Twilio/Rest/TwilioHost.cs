namespace P2P.Sdk.Twilio.Rest;

/// <summary>Twilio's products have a host each, all of them in a region and at an edge alike.</summary>
internal enum TwilioHost
{
    Api,
    Lookups,
    Messaging,
}
