using NodaTime;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Users;

namespace P2P.Sdk.Notifications;

/// <summary>Users of one notification that are reserved for the caller, who begins with each just before its call.</summary>
/// <param name="TakenAt">By the machines' clock; tells this reservation of a user from a later one.</param>
public sealed record NotificationTurn(CampaignId Campaign, Notification Notification, IReadOnlyList<UserId> Users, Instant TakenAt);
