using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;
using P2P.Sdk.Messaging;
using P2P.Sdk.TextingWindows;

namespace P2P.Sdk.Twilio.Numbers;

/// <summary>Gives out the account's numbers, each to one campaign: its own first, then bought ones that nobody got, then new ones.</summary>
/// <remarks>
/// A purchase of which nobody heard, or whose campaign was not written, costs every month and is not lost: it is found by its
/// webhook address the next time.
/// </remarks>
internal sealed partial class TwilioNumberPool(
    TwilioNumbers twilio, IOptions<TwilioOptions> options, ICampaignStore campaigns, IDispatchStore dispatch,
    ILogger<TwilioNumberPool> logger)
    : INumberPool
{
    public async Task<IReadOnlyList<SenderNumber>> GetAsync(
        IReadOnlyList<string> areaCodes, int count, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        var taken = await TakenAsync(cancellationToken);
        var given = options.Value.Numbers.Select(PhoneNumber.Parse)
            .Where(number => !taken.Contains(number))
            .OrderBy(number => Preference(areaCodes, number))
            .Take(count)
            .ToList();
        var room = Math.Min(count - given.Count, options.Value.BuysUpTo - taken.Count - given.Count);
        if (room > 0)
        {
            try
            {
                await AddBoughtAsync(given, areaCodes, given.Count + room, taken, cancellationToken);
            }
            catch (Exception failure) when (given.Count > 0 && !cancellationToken.IsCancellationRequested)
            {
                NotAll(logger, given.Count, count, failure); // What was got is not lost for what was not.
            }
        }

        return [.. given.Select(number => new SenderNumber(number, AreaCodes.Find(number.AreaCode)?.State ?? ""))];
    }

    /// <summary>Numbers of the settings stay the account's: whoever bought them gives them back.</summary>
    public async Task ReleaseAsync(PhoneNumber number, CancellationToken cancellationToken)
    {
        if (!options.Value.Numbers.Select(PhoneNumber.Parse).Contains(number)
            && (await twilio.ListAsync(cancellationToken)).FirstOrDefault(owned => owned.Number == number) is { } bought)
        {
            await twilio.ReleaseAsync(bought, cancellationToken);
        }
    }

    private async Task AddBoughtAsync(
        List<PhoneNumber> given, IReadOnlyList<string> areaCodes, int most, HashSet<PhoneNumber> taken,
        CancellationToken cancellationToken)
    {
        var left = (await twilio.ListAsync(cancellationToken))
            .Where(owned => !taken.Contains(owned.Number) && !given.Contains(owned.Number))
            .OrderBy(owned => Preference(areaCodes, owned.Number));
        foreach (var owned in left.Take(most - given.Count))
        {
            await GiveAsync(owned);
        }

        foreach (var place in Places(areaCodes))
        {
            if (given.Count >= most)
            {
                return;
            }

            foreach (var number in await twilio.SearchAsync(place, most - given.Count, cancellationToken))
            {
                if (given.Count < most && await twilio.BuyAsync(number, cancellationToken) is { } bought)
                {
                    await GiveAsync(bought);
                }
            }
        }

        async Task GiveAsync(OwnedNumber owned)
        {
            await twilio.JoinServiceAsync(owned, cancellationToken);
            given.Add(owned.Number);
        }
    }

    /// <summary>Each area code, then their states, then anywhere.</summary>
    private static IEnumerable<string> Places(IReadOnlyList<string> areaCodes) =>
        areaCodes.Select(areaCode => $"AreaCode={areaCode}")
            .Concat(areaCodes.Select(areaCode => AreaCodes.Find(areaCode)?.State).OfType<string>().Distinct().Select(state => $"InRegion={state}"))
            .Append("");

    private static int Preference(IReadOnlyList<string> areaCodes, PhoneNumber number) =>
        areaCodes.TakeWhile(areaCode => areaCode != number.AreaCode).Count();

    private async Task<HashSet<PhoneNumber>> TakenAsync(CancellationToken cancellationToken)
    {
        var taken = new HashSet<PhoneNumber>();
        foreach (var campaign in await campaigns.ListAsync(cancellationToken))
        {
            taken.UnionWith((await dispatch.NumbersAsync(campaign.Id, cancellationToken)).Select(number => number.Number));
        }

        return taken;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Got} of {Wanted} numbers were got from Twilio before it failed.")]
    private static partial void NotAll(ILogger logger, int got, int wanted, Exception failure);
}
