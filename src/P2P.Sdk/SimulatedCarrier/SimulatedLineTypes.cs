using Microsoft.Extensions.Options;
using P2P.Sdk.Contacts;
using P2P.Sdk.Messaging;

namespace P2P.Sdk.SimulatedCarrier;

/// <summary>555-0150 to 555-0159 are landlines in every area code; the rest is by area code and seed.</summary>
internal sealed class SimulatedLineTypes(IOptions<SimulatedCarrierOptions> options) : ILineTypes
{
    public Task<IReadOnlyList<LineType>> FindAsync(IReadOnlyList<PhoneNumber> numbers, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult<IReadOnlyList<LineType>>([.. numbers.Select(number => Of(options.Value, number))]);
    }

    public static LineType Of(SimulatedCarrierOptions options, PhoneNumber number)
    {
        var draw = new Draw(options.Seed, number, Draw.OfNumber);
        var isFictionalLandline = number.ToString() is [.., '5', '5', '5', '0', '1', '5', _];
        return number.AreaCode is "800" or "833" or "844" or "855" or "866" or "877" or "888" ? LineType.TollFree
            : isFictionalLandline || draw.Hits(Chance.Landline, options.Rates.Landline) ? LineType.Landline
            : draw.Hits(Chance.Voip, options.Rates.Voip) ? LineType.Voip
            : LineType.Mobile;
    }
}
