using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;

namespace P2P.Sdk.Links;

/// <summary>The links in a script that a user was shown, edited and sent: they become those of the text that is sent.</summary>
internal static class EditedLinks
{
    /// <summary>How many texts may have come to the thread while the user wrote.</summary>
    private const int FurthestBack = 20;

    /// <param name="slugs">The script's.</param>
    /// <param name="kept">Those that the user left in the text.</param>
    public static string Renew(string words, Campaign campaign, Contact contact, IReadOnlyList<string> slugs, out IReadOnlyList<string> kept)
    {
        var found = new List<string>();
        foreach (var slug in slugs)
        {
            var now = Url(contact.LastSequence + 1, slug);
            for (var sequence = contact.LastSequence; sequence > 0 && sequence > contact.LastSequence - FurthestBack; sequence--)
            {
                words = words.Replace(Url(sequence, slug), now, StringComparison.Ordinal);
            }

            if (words.Contains(now, StringComparison.Ordinal))
            {
                found.Add(slug);
            }
        }

        kept = found;
        return words;

        string Url(int sequence, string slug) => LinkToken.Url(
            campaign.Settings.LinkDomain, campaign.Links, LinkToken.For(campaign.Links, contact.Id, sequence, slug));
    }
}
