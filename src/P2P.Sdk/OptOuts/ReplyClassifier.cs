using System.Text;

namespace P2P.Sdk.OptOuts;

/// <summary>Says what an inbound text asks for. The words are in <c>Data/opt-out-words.json</c>.</summary>
/// <remarks>
/// Only a whole text that is a keyword opts out by itself; any other wording is a request, for a person to judge.
/// Takes time in proportion to the length of the text, and allocates nothing where that is ASCII.
/// </remarks>
public static class ReplyClassifier
{
    private static readonly ReplyKeywords Keywords;
    private static readonly RequestPhrases Requests;

#pragma warning disable CA1810 // Both are read from one file.
    static ReplyClassifier()
#pragma warning restore CA1810
    {
        using var words = OptOutData.Read("opt-out-words.json");
        Keywords = ReplyKeywords.Read(words.RootElement.GetProperty("keywords"));
        Requests = RequestPhrases.Read(words.RootElement);
    }

    public static ReplyClass Classify(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var plain = text;
        if (!Ascii.IsValid(text))
        {
            // Marks and accents tell keywords from other words (paré is "I stopped"), but not in a request.
            var compatible = LetterForms.ToCompatible(text);
            if (Keywords.Find(compatible) is var found and not ReplyClass.None)
            {
                return found;
            }

            plain = LetterForms.WithoutAccents(compatible);
        }
        else if (Keywords.Find(text) is var found and not ReplyClass.None)
        {
            return found;
        }

        return Keywords.IsSpeltApart(plain) || Requests.IsIn(plain) ? ReplyClass.OptOutRequest : ReplyClass.None;
    }
}
