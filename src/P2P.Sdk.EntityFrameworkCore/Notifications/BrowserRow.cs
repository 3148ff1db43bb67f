using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;
using P2P.Sdk.Campaigns;
using P2P.Sdk.EntityFrameworkCore.Campaigns;
using P2P.Sdk.Notifications.Push;
using P2P.Sdk.Users;

namespace P2P.Sdk.EntityFrameworkCore.Notifications;

/// <summary>A browser that a user is told on.</summary>
internal sealed class BrowserRow
{
    public Guid CampaignId { get; set; }

    /// <summary>Of the endpoint, which is long: a browser is one user's.</summary>
    public Guid EndpointHash { get; set; }

    public Guid UserId { get; set; }

    public string Endpoint { get; set; } = "";

    /// <summary>In base64url.</summary>
    public string PublicKey { get; set; } = "";

    /// <summary>In base64url.</summary>
    public string Secret { get; set; } = "";

    public Instant AddedAt { get; set; }

    public static BrowserRow Of(CampaignId campaign, UserId user, PushSubscription subscription, Instant at) => new()
    {
        CampaignId = campaign.Value,
        EndpointHash = HashOf(subscription.Endpoint),
        UserId = user.Value,
        Endpoint = subscription.Endpoint.AbsoluteUri,
        PublicKey = Base64Url.EncodeToString(subscription.PublicKey.Span),
        Secret = Base64Url.EncodeToString(subscription.Secret.Span),
        AddedAt = at,
    };

    /// <returns><see langword="null"/> if it is none by the rules of this release.</returns>
    public PushSubscription? ToSubscription() => PushSubscription.Read(Endpoint, PublicKey, Secret).Value;

    public static Guid HashOf(Uri endpoint) => new(SHA256.HashData(Encoding.UTF8.GetBytes(endpoint.AbsoluteUri)).AsSpan(0, 16));

    internal sealed class Table : IEntityTypeConfiguration<BrowserRow>
    {
        public void Configure(EntityTypeBuilder<BrowserRow> builder)
        {
            builder.ToTable("browsers").HasKey(r => new { r.CampaignId, r.EndpointHash });
            builder.HasIndex(r => new { r.CampaignId, r.UserId });
            builder.HasOne<UserRow>().WithMany().HasForeignKey(r => new { r.CampaignId, r.UserId }).OnDelete(DeleteBehavior.Restrict);
        }
    }
}
