using Microsoft.Extensions.Options;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;
using P2P.Sdk.Messaging;
using P2P.Sdk.TextingWindows;

namespace P2P.Sdk.Twilio.Numbers;

/// <summary>Gives out the account's own numbers, each to one campaign.</summary>
internal sealed class TwilioNumberPool(IOptions<TwilioOptions> options, ICampaignStore campaigns, IDispatchStore dispatch)
    : INumberPool
{
    public async Task<IReadOnlyList<SenderNumber>> GetAsync(
        IReadOnlyList<string> areaCodes, int count, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        var order = areaCodes.Select((areaCode, place) => (areaCode, place)).ToLookup(wanted => wanted.areaCode, wanted => wanted.place);
        var taken = await TakenAsync(cancellationToken);
        return
        [
            .. options.Value.Numbers.Select(PhoneNumber.Parse)
                .Where(number => !taken.Contains(number))
                .OrderBy(number => order[number.AreaCode].FirstOrDefault(int.MaxValue))
                .Take(count)
                .Select(number => new SenderNumber(number, AreaCodes.Find(number.AreaCode)?.State ?? "")),
        ];
    }

    private async Task<HashSet<PhoneNumber>> TakenAsync(CancellationToken cancellationToken)
    {
        var taken = new HashSet<PhoneNumber>();
        foreach (var campaign in await campaigns.ListAsync(cancellationToken))
        {
            taken.UnionWith((await dispatch.NumbersAsync(campaign.Id, cancellationToken)).Select(number => number.Number));
        }

        return taken;
    }
}
