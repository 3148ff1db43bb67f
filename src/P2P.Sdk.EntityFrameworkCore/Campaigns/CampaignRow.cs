using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;
using P2P.Sdk.Crm;

namespace P2P.Sdk.EntityFrameworkCore.Campaigns;

internal sealed class CampaignRow
{
    public Guid CampaignId { get; set; }

    public string Name { get; set; } = "";

    public string Description { get; set; } = "";

    public string JoinCode { get; set; } = "";

    public string? BroadcastNumber { get; set; }

    /// <summary>Of its links; in the directory too.</summary>
    public string LinkCode { get; set; } = "";

    public string LinkKey { get; set; } = "";

    /// <summary>The settings' version: outside of them, so that a save can be conditional on it.</summary>
    public int Version { get; set; }

    public string Settings { get; set; } = "";

    /// <summary>Saved with the mappings, by nothing else.</summary>
    public CrmInterest Crm { get; set; }

    public static CampaignRow Of(Campaign campaign) => new()
    {
        CampaignId = campaign.Id.Value,
        Name = campaign.Name,
        Description = campaign.Description,
        JoinCode = campaign.JoinCode,
        BroadcastNumber = campaign.BroadcastNumber?.ToString(),
        LinkCode = campaign.Links.Code,
        LinkKey = campaign.Links.Key,
        Version = campaign.Settings.Version,
        Settings = SettingsJson.Write(campaign.Settings),
        Crm = campaign.Crm,
    };

    public Campaign ToCampaign() => new()
    {
        Id = new(CampaignId),
        Name = Name,
        Description = Description,
        JoinCode = JoinCode,
        BroadcastNumber = BroadcastNumber is null ? null : PhoneNumber.Parse(BroadcastNumber),
        Links = new(LinkCode, LinkKey),
        Settings = SettingsJson.Read(Settings) with { Version = Version },
        Crm = Crm,
    };

    internal sealed class Table : IEntityTypeConfiguration<CampaignRow>
    {
        public void Configure(EntityTypeBuilder<CampaignRow> builder)
        {
            builder.ToTable("campaigns").HasKey(r => r.CampaignId);
        }
    }
}
