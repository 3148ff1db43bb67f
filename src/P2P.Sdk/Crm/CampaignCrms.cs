using P2P.Sdk.Campaigns;

namespace P2P.Sdk.Crm;

/// <summary>Which CRM is whose.</summary>
internal sealed class CampaignCrms(IEnumerable<ICrm> crms)
{
    private readonly IReadOnlyList<ICrm> _crms = [.. crms];

    public bool Any => _crms.Count > 0;

    /// <returns><see langword="null"/>: whoever runs the server has set none up for this campaign.</returns>
    public ICrm? Of(CampaignId campaign) => _crms.FirstOrDefault(crm => crm.Serves(campaign));
}
