namespace P2P.GraphQL.Demo;

/// <summary>What a simulated volunteer does with a reply: a stand-in for somebody who reads it.</summary>
internal enum AnswerKind
{
    ThankYou,
    WhoWeAre,
    WhereAndWhen,
    Sorry,

    /// <summary>No answer is wanted; a report says that it was read.</summary>
    NoReplyNeeded,

    /// <summary>They ask in other words to be left alone.</summary>
    OptOut,
}

internal static class Answer
{
    private static readonly (AnswerKind Kind, string[] Words)[] Signs =
    [
        (AnswerKind.OptOut,
        [
            "take me off", "not text me", "stop texting", "please stop", "s t o p", "remove me", "lose my number", "leave me alone",
            "unsubscribe", "no me manden", "quiten mi", "no me escriban", "ya no quiero",
        ]),
        (AnswerKind.Sorry, ["wrong", "not me", "equivocad", "equivocó", "no soy esa"]),
        (AnswerKind.WhoWeAre, ["who is", "who's", "how did you get", "bot?", "real person", "what is this", "quién", "cómo consiguió", "de qué se"]),
        (AnswerKind.NoReplyNeeded, ["no thanks", "not interested", "other side", "no, gracias", "no me interesa", "not voting", "don't live", "lol"]),
        (AnswerKind.WhereAndWhen, ["?", "what time", "where", "not sure", "maybe", "depends", "help", "tal vez"]),
    ];

    /// <param name="reply">Their last text.</param>
    public static AnswerKind To(string reply)
    {
        var words = reply.ToLowerInvariant().Replace('’', '\'');
        if (words.StartsWith("please stop by", StringComparison.Ordinal))
        {
            return AnswerKind.ThankYou;
        }

        return words is "no" or "no." or "k" or "ok"
            ? AnswerKind.NoReplyNeeded
            : Signs.Where(sign => sign.Words.Any(words.Contains)).Select(sign => sign.Kind).FirstOrDefault(AnswerKind.ThankYou);
    }
}
