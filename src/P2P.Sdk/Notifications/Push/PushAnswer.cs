using NodaTime;

namespace P2P.Sdk.Notifications.Push;

/// <summary>What a push service answered.</summary>
/// <param name="Rest">With <see cref="Delivery.NotNow"/>: for how long the service wants to be left alone; zero: it did not say.</param>
public readonly record struct PushAnswer(Delivery Delivery, Duration Rest = default);
