using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using P2P.Sdk.Contacts;
using P2P.Sdk.Messaging;
using P2P.Sdk.Twilio.Rest;

namespace P2P.Sdk.Twilio.LineTypes;

/// <summary>Asks Twilio Lookup for kinds of lines, where that is wished: each number costs.</summary>
internal sealed partial class TwilioLineTypes(TwilioApi api, IOptions<TwilioOptions> options, ILogger<TwilioLineTypes> logger)
    : ILineTypes, IDisposable
{
    private const int AtOnce = 16;

    /// <summary>After so many failures of one call Lookup is taken to be down, and the rest is not asked.</summary>
    private const int MostFailures = 16;

    private readonly MemoryCache _known = new(new MemoryCacheOptions { SizeLimit = 500_000 });

    public async Task<IReadOnlyList<LineType>> FindAsync(IReadOnlyList<PhoneNumber> numbers, CancellationToken cancellationToken)
    {
        var types = new LineType[numbers.Count];
        if (!options.Value.LooksUpLineTypes)
        {
            return types;
        }

        var failures = 0;
        await Parallel.ForAsync(
            0,
            numbers.Count,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (i, token) =>
            {
                if (_known.TryGetValue(numbers[i], out LineType known))
                {
                    types[i] = known;
                    return;
                }

                if (Volatile.Read(ref failures) >= MostFailures)
                {
                    return;
                }

                try
                {
                    types[i] = await AskAsync(numbers[i], token);
                    _known.Set(numbers[i], types[i], new MemoryCacheEntryOptions
                    {
                        AbsoluteExpirationRelativeToNow = options.Value.LineTypesKeptFor,
                        Size = 1,
                    });
                }
                catch (Exception) when (!token.IsCancellationRequested)
                {
                    Interlocked.Increment(ref failures); // It stays unknown, and unknown may be texted.
                }
            });
        if (failures > 0)
        {
            NoAnswer(logger, numbers.Count);
        }

        return types;
    }

    public void Dispose() => _known.Dispose();

    private async Task<LineType> AskAsync(PhoneNumber number, CancellationToken cancellationToken)
    {
        var address = api.Address($"/v2/PhoneNumbers/{number}?Fields=line_type_intelligence", TwilioHost.Lookups);
        var answer = await api.ReadAsync(address, cancellationToken);
        return LineTypeWords.Read(answer.Find("line_type_intelligence").Text("type"));
    }

    [LoggerMessage(Level = LogLevel.Warning, Message =
        "Twilio Lookup was asked for the line types of {Asked} numbers and did not answer for all; those stay unknown.")]
    private static partial void NoAnswer(ILogger logger, int asked);
}
