using NodaTime;
using P2P.Sdk.Contacts;
using P2P.Sdk.Messaging;

namespace P2P.Sdk.SimulatedCarrier;

/// <summary>What becomes of one hand-over: how it is answered and, if the carrier took the text, what it tells of it
/// later.</summary>
/// <remarks>A function of the options, the recipient, how many hand-overs there were to them before, and the
/// validity.</remarks>
internal sealed record Fate(HandOverOutcome Outcome, Duration Latency)
{
    /// <summary>Of a rejection.</summary>
    public string? Code { get; init; }

    /// <summary>Of a busy answer.</summary>
    public Duration RetryAfter { get; init; }

    /// <summary>Delivered, Failed or CarrierFiltered; meaningful where <see cref="IsTaken"/>.</summary>
    public MessageStatus Final { get; init; }

    public string? FinalCode { get; init; }

    /// <summary>From the answer to the final status.</summary>
    public Duration FinalAfter { get; init; }

    /// <summary>What is told, in no particular order.</summary>
    public IReadOnlyList<StatusCallback> Callbacks { get; init; } = [];

    public bool IsTaken => Outcome is HandOverOutcome.Accepted or HandOverOutcome.AnswerLost;

    /// <param name="handOver">How many hand-overs to this number came before, whatever became of them.</param>
    /// <param name="validFor">From the hand-over: what is not delivered by then expires.</param>
    public static Fate Of(SimulatedCarrierOptions options, PhoneNumber to, int handOver, Duration validFor)
    {
        var rates = options.Rates;
        var draw = new Draw(options.Seed, to, handOver);
        var number = new Draw(options.Seed, to, Draw.OfNumber);
        var latency = Cut(draw.Around(Chance.Latency, options.AcceptLatency));
        var isAnswered = !draw.Hits(Chance.NoAnswer, rates.NoAnswer);
        if (!isAnswered && !draw.Hits(Chance.TakenWithoutAnswer, rates.TakenWithoutAnswer))
        {
            return new(HandOverOutcome.NeverArrived, latency);
        }

        if (isAnswered && draw.Hits(Chance.Busy, rates.Busy))
        {
            var seconds = 1 + (int)(9 * draw.Unit(Chance.RetryAfter));
            return new(HandOverOutcome.Busy, latency) { RetryAfter = Duration.FromSeconds(seconds) };
        }

        var isLandline = SimulatedLineTypes.Of(options, to) == LineType.Landline;
        if (isLandline && number.Hits(Chance.LandlineRejected, 0.5))
        {
            return Refused(CarrierCodes.NotMobile);
        }

        if (number.Hits(Chance.Rejected, rates.Rejected))
        {
            return Refused(number.Pick(Chance.RejectionCode, CarrierCodes.Rejections));
        }

        var (final, code) = End(rates, draw, number, isLandline);
        var sentAfter = Cut(draw.Around(Chance.SentDelay, options.StatusDelay));
        var finalAfter = sentAfter + Cut(draw.Around(Chance.FinalDelay, options.StatusDelay));
        if (draw.Hits(Chance.Slow, rates.Slow))
        {
            finalAfter += Duration.FromMinutes(30 + (int)(690 * draw.Unit(Chance.SlowDelay)));
        }

        var validAfterAnswer = Duration.Max(Duration.Zero, validFor - latency); // It counts from the hand-over.
        if (finalAfter > validAfterAnswer)
        {
            (final, code, finalAfter) = (MessageStatus.Failed, CarrierCodes.Expired, validAfterAnswer);
        }

        return new(isAnswered ? HandOverOutcome.Accepted : HandOverOutcome.AnswerLost, latency)
        {
            Final = final,
            FinalCode = code,
            FinalAfter = finalAfter,
            Callbacks = draw.Hits(Chance.Silent, rates.Silent)
                ? []
                : Told(
                    options,
                    draw,
                    sent: new(MessageStatus.Sent, null, Duration.Min(sentAfter, finalAfter)),
                    final: new(final, code, finalAfter)),
        };

        // To us, a refusal that got lost and a text that never arrived are the same.
        Fate Refused(string refusal) => isAnswered
            ? new(HandOverOutcome.Rejected, latency) { Code = refusal }
            : new(HandOverOutcome.NeverArrived, latency);
    }

    private static (MessageStatus Status, string? Code) End(
        SimulatedCarrierRates rates, Draw draw, Draw number, bool isLandline)
    {
        if (isLandline)
        {
            return (MessageStatus.Failed, CarrierCodes.Landline);
        }

        if (number.Hits(Chance.Unreachable, rates.Unreachable))
        {
            return (MessageStatus.Failed, number.Pick(Chance.FailureCode, CarrierCodes.Lasting));
        }

        if (draw.Hits(Chance.Filtered, rates.Filtered))
        {
            return (MessageStatus.CarrierFiltered, CarrierCodes.Filtered);
        }

        return draw.Hits(Chance.Failed, rates.Failed)
            ? (MessageStatus.Failed, draw.Pick(Chance.FailureCode, CarrierCodes.Passing))
            : (MessageStatus.Delivered, null);
    }

    private static List<StatusCallback> Told(
        SimulatedCarrierOptions options, Draw draw, StatusCallback sent, StatusCallback final)
    {
        if (draw.Hits(Chance.Early, options.Rates.Early))
        {
            sent = sent with { IsEarly = true };
        }
        else if (draw.Hits(Chance.OutOfOrder, options.Rates.OutOfOrder))
        {
            sent = sent with { After = final.After + Duration.FromSeconds(1) };
        }

        List<StatusCallback> told = [sent, final];
        var again = Cut(draw.Around(Chance.AgainDelay, options.StatusDelay)) + Duration.FromSeconds(1);
        if (draw.Hits(Chance.SentAgain, options.Rates.Duplicate))
        {
            told.Add(sent with { After = sent.After + again, IsEarly = false });
        }

        if (draw.Hits(Chance.FinalAgain, options.Rates.Duplicate))
        {
            told.Add(final with { After = final.After + again });
        }

        return told;
    }

    /// <summary>To microseconds, as all instants are.</summary>
    internal static Duration Cut(TimeSpan span) =>
        Duration.FromTicks(span.Ticks / TimeSpan.TicksPerMicrosecond * TimeSpan.TicksPerMicrosecond);
}

/// <param name="After">From the answer of the hand-over.</param>
/// <param name="IsEarly">Told before that answer.</param>
internal sealed record StatusCallback(MessageStatus Status, string? Code, Duration After, bool IsEarly = false);
