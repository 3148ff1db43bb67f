using System.Text;
using P2P.Sdk.Actions;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;
using P2P.Sdk.EntityFrameworkCore.Campaigns;
using P2P.Sdk.Users;

namespace P2P.Sdk.EntityFrameworkCore.Sessions;

/// <summary>What may be locked without being a row.</summary>
/// <param name="Key">The same in each process and version.</param>
internal readonly record struct LockName(long Key)
{
    /// <summary>The tables, while they are brought up to date.</summary>
    public static LockName Migrations { get; } = Of("migrations");

    /// <summary>Which folders a campaign has: shared by who puts an action into one, locked by who changes them.</summary>
    public static LockName Folders(CampaignId campaign) => Of($"folders {campaign.Value:N}");

    /// <summary>What a campaign's districts hold: shared by who limits an action by one, locked by who changes them.</summary>
    public static LockName Districts(CampaignId campaign) => Of($"districts {campaign.Value:N}");

    /// <summary>That a campaign has work of a kind: shared by who adds work, locked by who says that there is none left.</summary>
    public static LockName Work(WorkKind kind, CampaignId campaign) =>
        Of($"{NameOf(kind)} {campaign.Value:N}");

    /// <summary>A number's: taken by who makes its contact and by who opts it out, so that neither misses the other.</summary>
    /// <remarks>Numbers that end in the same three digits share one: an import locks thousands at once.</remarks>
    public static LockName Number(CampaignId campaign, PhoneNumber phone) => Of($"number {campaign.Value:N} {phone.ToString()[^3..]}");

    /// <summary>A user's claims of an action: two at once give one bucket.</summary>
    public static LockName Claim(CampaignId campaign, ActionId action, UserId user) =>
        Of($"claim {campaign.Value:N} {action.Value:N} {user.Value:N}");

    private static string NameOf(WorkKind kind) => kind switch
    {
        WorkKind.Texts => "texts",
        WorkKind.Merges => "merges",
        WorkKind.Schedules => "schedules",
        WorkKind.Exports => "exports",
        WorkKind.Releases => "releases",
        WorkKind.IdleUsers => "idle users",
        WorkKind.Reassignments => "reassignments",
        WorkKind.OptIns => "opt-ins",
        WorkKind.Notifications => "notifications",
        WorkKind.Crm => "crm",
        WorkKind.Media => "media",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    /// <summary>FNV-1a, 64 bits.</summary>
    private static LockName Of(string name)
    {
        var hash = 14695981039346656037;
        foreach (var b in Encoding.UTF8.GetBytes(name))
        {
            hash = unchecked((hash ^ b) * 1099511628211);
        }

        return new(unchecked((long)hash));
    }
}
