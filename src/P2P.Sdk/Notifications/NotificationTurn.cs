using P2P.Sdk.Campaigns;
using P2P.Sdk.Users;

namespace P2P.Sdk.Notifications;

/// <summary>Users of one notification that the caller, and nobody else, sends it to.</summary>
public sealed record NotificationTurn(CampaignId Campaign, Notification Notification, IReadOnlyList<UserId> Users);
