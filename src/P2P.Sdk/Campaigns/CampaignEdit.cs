using P2P.Sdk.Contacts;

namespace P2P.Sdk.Campaigns;

/// <summary>What changes of a campaign: what is not <see langword="null"/> (USR-3).</summary>
public sealed record CampaignEdit
{
    /// <summary>1 to 200 characters.</summary>
    public string? Name { get; init; }

    /// <summary>At most 10,000 characters.</summary>
    public string? Description { get; init; }

    /// <summary>4 to 40 letters, digits and hyphens; unique among all campaigns and teams. The former one opens nothing any more.</summary>
    public string? JoinCode { get; init; }

    /// <summary>As people write it; empty: none any more.</summary>
    public string? BroadcastNumber { get; init; }

    /// <returns>The campaign as it then is, or every fault at once.</returns>
    internal Outcome<Campaign> Apply(Campaign campaign)
    {
        var refusals = new List<Refusal>();
        var number = string.IsNullOrWhiteSpace(BroadcastNumber) ? default : PhoneNumberParser.Read(BroadcastNumber);
        if (!string.IsNullOrWhiteSpace(BroadcastNumber) && !number.IsValid)
        {
            refusals.Add(new(RefusalCode.InvalidPhoneNumber, number.Explanation) { Path = ["broadcastNumber"] });
        }

        var edited = campaign with
        {
            Name = Name?.Trim() ?? campaign.Name,
            Description = Description ?? campaign.Description,
            JoinCode = JoinCode?.Trim() ?? campaign.JoinCode,
            BroadcastNumber = BroadcastNumber is null ? campaign.BroadcastNumber : number.IsValid ? number.Number : null,
        };
        refusals.AddRange(Check(edited));
        return refusals.Count > 0 ? Outcome.Refused<Campaign>(refusals) : edited;
    }

    internal static IEnumerable<Refusal> Check(Campaign campaign)
    {
        if (OneLine.Read(campaign.Name, 200) is null)
        {
            yield return Refusal.Invalid("A campaign's name has 1 to 200 characters, on one line.", "name");
        }

        if (campaign.Description.Length > 10_000)
        {
            yield return Refusal.Invalid("A description has at most 10,000 characters.", "description");
        }
        else if (!KeptText.Fits(campaign.Description))
        {
            yield return KeptText.Refuse("description");
        }

        if (!Users.JoinCode.IsFit(campaign.JoinCode))
        {
            yield return Refusal.Invalid(Users.JoinCode.WhatFits, "joinCode");
        }
    }

    /// <summary>What changed, for the audit trail.</summary>
    internal static string Describe(Campaign before, Campaign after) => string.Join("; ", new[]
    {
        before.Name != after.Name ? $"name: {before.Name} -> {after.Name}" : "",
        before.Description != after.Description ? "description" : "",
        before.JoinCode != after.JoinCode ? $"joinCode: {before.JoinCode} -> {after.JoinCode}" : "",
        before.BroadcastNumber != after.BroadcastNumber ? "broadcastNumber" : "",
    }.Where(change => change.Length > 0));
}
