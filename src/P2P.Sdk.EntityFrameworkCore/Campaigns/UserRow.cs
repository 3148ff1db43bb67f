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

    public string FirstName { get; set; } = "";

    public string LastName { get; set; } = "";

    public string Email { get; set; } = "";

    public string? Phone { get; set; }

    public string State { get; set; } = "";

    public string Zip { get; set; } = "";

    public string Language { get; set; } = "";

    public Role Role { get; set; }

    public string TeamCode { get; set; } = "";

    public bool IsFrozen { get; set; }

    public static UserRow Of(CampaignId campaign, User user) => new()
    {
        CampaignId = campaign.Value,
        UserId = user.Id.Value,
        FirstName = user.FirstName,
        LastName = user.LastName,
        Email = user.Email,
        Phone = user.Phone?.ToString(),
        State = user.State,
        Zip = user.Zip,
        Language = user.Language,
        Role = user.Role,
        TeamCode = user.TeamCode,
        IsFrozen = user.IsFrozen,
    };

    public User ToUser() => new()
    {
        Id = new(UserId),
        FirstName = FirstName,
        LastName = LastName,
        Email = Email,
        Phone = Phone is null ? null : PhoneNumber.Parse(Phone),
        State = State,
        Zip = Zip,
        Language = Language,
        Role = Role,
        TeamCode = TeamCode,
        IsFrozen = IsFrozen,
    };

    internal sealed class Table : IEntityTypeConfiguration<UserRow>
    {
        public void Configure(EntityTypeBuilder<UserRow> builder)
        {
            builder.ToTable("users").HasKey(r => new { r.CampaignId, r.UserId });
            builder.HasOne<CampaignRow>().WithMany().HasForeignKey(r => r.CampaignId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}
