using NodaTime;
using P2P.Sdk.Contacts;

namespace P2P.Sdk.SimulatedCarrier;

/// <summary>Who answers at a number: a function of the options, the number, and which text they read.</summary>
internal static class Persona
{
    /// <param name="text">How many texts reached them before this one: 0 for the first.</param>
    /// <returns>None, one or two replies, in order.</returns>
    public static IReadOnlyList<PersonaReply> RepliesTo(SimulatedCarrierOptions options, PhoneNumber number, int text)
    {
        for (var earlier = 0; earlier < text; earlier++)
        {
            if (VoiceOf(options, number, earlier) is Voice.OptsOut or Voice.AsksToStop)
            {
                return []; // They have said it once.
            }
        }

        var voice = VoiceOf(options, number, text);
        if (voice == Voice.Silent)
        {
            return [];
        }

        var rates = options.Rates;
        var draw = new Draw(options.Seed, number, text);
        var person = new Draw(options.Seed, number, Draw.OfNumber);
        var phrases = person.Hits(Chance.SpeaksSpanish, rates.Spanish) ? Phrases.Spanish : Phrases.English;
        var first = Fate.Cut(draw.Around(Chance.ReplyDelay, options.ReplyDelay)) + Duration.FromSeconds(5);
        var second = first + Fate.Cut(draw.Around(Chance.SecondDelay, TimeSpan.FromMinutes(1))) + Duration.FromSeconds(5);
        var answer = voice switch
        {
            Voice.OptsOut => new PersonaReply(draw.Pick(Chance.Phrase, phrases.Keywords), first, OptOutWording.Keyword),
            Voice.AsksToStop => new PersonaReply(draw.Pick(Chance.Phrase, phrases.Requests), first, OptOutWording.OtherWords),
            _ => new PersonaReply(Chat(rates, draw, person, phrases), first, OptOutWording.None),
        };

        if (voice != Voice.Chats)
        {
            var question = new PersonaReply(draw.Pick(Chance.SecondPhrase, phrases.Questions), first, OptOutWording.None);
            return draw.Hits(Chance.AsksFirst, 0.2) ? [question, answer with { After = second }] : [answer];
        }

        return draw.Hits(Chance.SecondReply, rates.SecondReply)
            ? [answer, new(draw.Pick(Chance.SecondPhrase, phrases.Afterthoughts), second, OptOutWording.None)]
            : [answer];
    }

    private static Voice VoiceOf(SimulatedCarrierOptions options, PhoneNumber number, int text)
    {
        var rates = options.Rates;
        var chance = new Draw(options.Seed, number, text).Unit(Chance.Voice);
        var optsOut = rates.OptOut;
        var asks = optsOut + rates.OptOutInWords;
        return chance < optsOut ? Voice.OptsOut
            : chance < asks ? Voice.AsksToStop
            : chance < asks + (text == 0 ? rates.Reply : rates.FollowUpReply) ? Voice.Chats
            : Voice.Silent;
    }

    private static string Chat(SimulatedCarrierRates rates, Draw draw, Draw person, Phrases phrases)
    {
        if (draw.Hits(Chance.Long, rates.LongReply))
        {
            return draw.Pick(Chance.Phrase, phrases.Long);
        }

        var mood = person.Hits(Chance.WrongNumber, rates.WrongNumber)
            ? phrases.WrongNumbers
            : draw.Pick(Chance.Mood, phrases.Moods);
        var words = draw.Pick(Chance.Phrase, mood);
        return draw.Hits(Chance.Emoji, rates.Emoji) ? $"{words} {draw.Pick(Chance.EmojiChoice, Phrases.Emojis)}" : words;
    }

    private enum Voice
    {
        Silent,
        Chats,
        OptsOut,
        AsksToStop,
    }
}

/// <param name="After">From the text's delivery.</param>
internal sealed record PersonaReply(string Text, Duration After, OptOutWording OptOut);
