using Microsoft.Extensions.Options;
using P2P.Sdk.Contacts;
using P2P.Sdk.Messaging;
using P2P.Sdk.TextingWindows;

namespace P2P.Sdk.SimulatedCarrier;

/// <summary>Numbers 555-0000 to 555-0099 of each area code: valid in form, nobody's, and beside those of fictional
/// contacts,
/// which are 555-0100 to 555-0199.</summary>
internal sealed class SimulatedNumberPool(
    IOptions<SimulatedCarrierOptions> options, SimulatedCarrierLedger ledger) : INumberPool
{
    private readonly SimulatedCarrierOptions _options = options.Value;

    public Task<IReadOnlyList<SenderNumber>> GetAsync(
        IReadOnlyList<string> areaCodes, int count, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        cancellationToken.ThrowIfCancellationRequested();
        var given = (areaCodes.Count > 0 ? areaCodes : Shuffled())
            .Select(areaCode => From(areaCode, count))
            .FirstOrDefault(numbers => numbers.Count > 0);
        return Task.FromResult<IReadOnlyList<SenderNumber>>(given ?? []);
    }

    /// <summary>Nothing to do: no number costs anything, and none is given out twice in a rehearsal.</summary>
    public Task ReleaseAsync(PhoneNumber number, CancellationToken cancellationToken) => Task.CompletedTask;

    private List<SenderNumber> From(string areaCode, int count)
    {
        if (AreaCodes.Find(areaCode) is not { Region: "US" } place || !Sells(areaCode))
        {
            return [];
        }

        return [.. Enumerable.Range(0, _options.NumbersPerAreaCode)
            .Select(line => PhoneNumber.Parse($"+1{areaCode}55500{line:00}"))
            .Where(ledger.GiveNumber)
            .Take(count)
            .Select(number => new SenderNumber(number, place.State ?? ""))];
    }

    private bool Sells(string areaCode) =>
        (_options.AreaCodes.Count == 0 || _options.AreaCodes.Contains(areaCode))
        && !_options.SoldOutAreaCodes.Contains(areaCode)
        && !Of(areaCode).Hits(Chance.SoldOut, _options.Rates.SoldOut);

    /// <summary>Every area code, in an order that the seed gives.</summary>
    private IEnumerable<string> Shuffled() =>
        Enumerable.Range(200, 800).Select(code => $"{code}").OrderBy(code => Of(code).Unit(Chance.PoolOrder));

    private Draw Of(string areaCode) => new(_options.Seed, PhoneNumber.Parse($"+1{areaCode}5550000"), Draw.OfNumber);
}
