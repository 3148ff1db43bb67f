namespace P2P.Sdk.Twilio.Rest;

/// <summary>Twilio gave no answer that says what is.</summary>
internal sealed class TwilioException(string message) : Exception(message);
