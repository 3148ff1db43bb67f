using P2P.Sdk.Actions;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;

namespace P2P.Sdk.Messaging;

/// <summary>Chooses the number that a contact is texted from (INT-4).</summary>
internal static class SenderNumberChoice
{
    /// <returns><see langword="null"/> if the campaign has no number that sends.</returns>
    public static (PhoneNumber Number, SenderNumberReason Reason)? For(
        Contact contact, TextingAction? action, TextingSettings settings, IReadOnlyList<SenderNumber> numbers)
    {
        if (numbers.Any(n => n.Pause is not null))
        {
            numbers = [.. numbers.Where(n => n.Pause is null)];
        }

        if (contact.SenderNumber is { } kept && numbers.Any(n => n.Number == kept))
        {
            return (kept, contact.SenderNumberReason);
        }

        foreach (var areaCode in action?.PreferredAreaCodes ?? [])
        {
            if (Pick(numbers.Where(n => n.Number.AreaCode == areaCode)) is { } number)
            {
                return (number, SenderNumberReason.ActionAreaCode);
            }
        }

        foreach (var areaCode in settings.PreferredAreaCodes)
        {
            if (Pick(numbers.Where(n => n.Number.AreaCode == areaCode)) is { } number)
            {
                return (number, SenderNumberReason.CampaignAreaCode);
            }
        }

        if (contact.State.Length > 0 && Pick(numbers.Where(n => n.State == contact.State)) is { } near)
        {
            return (near, SenderNumberReason.ContactState);
        }

        return Pick(numbers) is { } any ? (any, SenderNumberReason.Any) : null;

        // Spread over equals by the contact, so that one contact always gets the same of them.
        PhoneNumber? Pick(IEnumerable<SenderNumber> among)
        {
            var equals = among.ToArray();
            return equals.Length == 0 ? null : equals[(uint)contact.Id.GetHashCode() % equals.Length].Number;
        }
    }
}
