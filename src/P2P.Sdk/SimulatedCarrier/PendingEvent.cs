using NodaTime;
using P2P.Sdk.Contacts;
using P2P.Sdk.Messaging;

namespace P2P.Sdk.SimulatedCarrier;

/// <summary>Something that the carrier is to tell.</summary>
/// <param name="Key">Unique; the carrier id of a reply.</param>
/// <param name="Due">By the clock of the day.</param>
/// <param name="CarrierId">Of the text told about.</param>
internal sealed record PendingEvent(
    string Key, Instant Due, string CarrierId, PhoneNumber CampaignNumber, PhoneNumber ContactNumber)
{
    /// <summary>The campaign's text that a status is of; <see langword="null"/> for a reply.</summary>
    public MessageId? Message { get; init; }

    public MessageStatus? Status { get; init; }

    public string? Code { get; init; }

    public string Text { get; init; } = "";

    public OptOutWording OptOut { get; init; }

    /// <summary>Told before the hand-over is answered.</summary>
    public bool IsEarly { get; init; }

    /// <summary>Said before, word for word.</summary>
    public bool IsRepeat { get; init; }

    public bool IsReply => Message is null;

    /// <summary>All that comes of a text that the carrier took, in no particular order.</summary>
    public static IEnumerable<PendingEvent> Of(SimulatedCarrierOptions options, HandedOverText text)
    {
        if (text.CarrierId is not { } carrierId)
        {
            yield break;
        }

        var fate = Fate.Of(options, text.To, text.HandOversBefore, text.ValidFor);
        var answeredAt = text.At + fate.Latency;
        for (var i = 0; i < fate.Callbacks.Count; i++)
        {
            var callback = fate.Callbacks[i];
            yield return new($"{carrierId}/{i}", answeredAt + callback.After, carrierId, text.From, text.To)
            {
                Message = text.Message,
                Status = callback.Status,
                Code = callback.Code,
                IsEarly = callback.IsEarly,
            };
        }

        if (fate.Final != MessageStatus.Delivered)
        {
            yield break; // Nobody has read it.
        }

        foreach (var (i, reply) in Persona.RepliesTo(options, text.To, text.TextsBefore).Index())
        {
            var id = Draw.Id("SM", options.Seed, $"{carrierId}/reply/{i}");
            var first = new PendingEvent(id, answeredAt + fate.FinalAfter + reply.After, id, text.From, text.To)
            {
                Text = reply.Text,
                OptOut = reply.OptOut,
            };
            yield return first;
            if (new Draw(options.Seed, text.To, text.HandOversBefore).Hits(Chance.ReplyAgain, options.Rates.Duplicate))
            {
                yield return first with { Key = $"{id}/again", Due = first.Due + Duration.FromSeconds(15), IsRepeat = true };
            }
        }
    }

    /// <param name="reportsOptOuts">Whether the carrier says that it took a keyword as an opt-out.</param>
    public CarrierEvent ToEvent(string account, bool reportsOptOuts) => new()
    {
        Id = CarrierEventId.New(),
        Kind = IsReply ? CarrierEventKind.Inbound : CarrierEventKind.Status,
        Account = account,
        CarrierId = CarrierId,
        CampaignNumber = CampaignNumber,
        ContactNumber = ContactNumber,
        ReceivedAt = Due,
        Text = Text,
        IsOptOut = reportsOptOuts && OptOut == OptOutWording.Keyword,
        Message = Message,
        Status = Status,
        ErrorCode = Code,
    };
}
