using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;
using P2P.Sdk.Users;

namespace P2P.Sdk.EntityFrameworkCore.Campaigns;

internal sealed class UserRow
{
    public Guid CampaignId { get; set; }

    public Guid UserId { get; set; }

    /// <summary>Empty, or unique in the campaign.</summary>
    public string Subject { get; set; } = "";

    public string FirstName { get; set; } = "";

    /// <summary>The name and what follows as search compares them.</summary>
    public string FirstNameKey { get; set; } = "";

    public string LastNameKey { get; set; } = "";

    public string EmailKey { get; set; } = "";

    public string LastName { get; set; } = "";

    public string Email { get; set; } = "";

    public string? Phone { get; set; }

    public string State { get; set; } = "";

    public string Zip { get; set; } = "";

    public string Language { get; set; } = "";

    public Role Role { get; set; }

    public Guid? TeamId { get; set; }

    public string TeamCode { get; set; } = "";

    public bool IsFrozen { get; set; }

    public bool IsRemoved { get; set; }

    public static UserRow Of(CampaignId campaign, User user) => new()
    {
        CampaignId = campaign.Value,
        UserId = user.Id.Value,
        Subject = user.Subject,
        FirstName = user.FirstName,
        FirstNameKey = Folded.Text(user.FirstName),
        LastNameKey = Folded.Text(user.LastName),
        EmailKey = Folded.Text(user.Email),
        LastName = user.LastName,
        Email = user.Email,
        Phone = user.Phone?.ToString(),
        State = user.State,
        Zip = user.Zip,
        Language = user.Language,
        Role = user.Role,
        TeamId = user.Team?.Value,
        TeamCode = user.TeamCode,
        IsFrozen = user.IsFrozen,
        IsRemoved = user.IsRemoved,
    };

    public User ToUser() => new()
    {
        Id = new(UserId),
        Subject = Subject,
        FirstName = FirstName,
        LastName = LastName,
        Email = Email,
        Phone = Phone is null ? null : PhoneNumber.Parse(Phone),
        State = State,
        Zip = Zip,
        Language = Language,
        Role = Role,
        Team = TeamId is { } team ? new(team) : null,
        TeamCode = TeamCode,
        IsFrozen = IsFrozen,
        IsRemoved = IsRemoved,
    };

    internal sealed class Table : IEntityTypeConfiguration<UserRow>
    {
        public void Configure(EntityTypeBuilder<UserRow> builder)
        {
            builder.ToTable("users").HasKey(r => new { r.CampaignId, r.UserId });
            builder.HasIndex(r => new { r.CampaignId, r.Subject }).IsUnique().HasFilter("subject <> ''");
            builder.HasIndex(r => r.Subject).HasFilter("subject <> ''"); // Somebody's campaigns.
            builder.HasIndex(r => new { r.CampaignId, r.TeamId }).HasFilter("team_id IS NOT NULL");
            builder.HasIndex(r => new { r.CampaignId, r.Zip });
            builder.HasIndex(r => new { r.CampaignId, r.FirstNameKey });
            builder.HasIndex(r => new { r.CampaignId, r.LastNameKey });
            builder.HasIndex(r => new { r.CampaignId, r.EmailKey });
            builder.HasOne<CampaignRow>().WithMany().HasForeignKey(r => r.CampaignId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}
