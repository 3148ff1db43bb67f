using P2P.Sdk.Contacts;
using P2P.Sdk.Links;

namespace P2P.Sdk.Scripts;

/// <summary>What a variable left in the text.</summary>
internal enum Written
{
    Value,

    /// <summary>A fallback name or a field's default.</summary>
    StoodIn,
    Nothing,
}

/// <summary>Writes a variable's value, its fallback or nothing. A blank value is none.</summary>
internal static class VariableWriter
{
    public static Written Write(ScriptVariable variable, in ScriptValues values, ref TextBuffer text)
    {
        var (contact, sender, campaign) = values;
        var settings = campaign.Settings;
        return variable.Source switch
        {
            VariableSource.FirstName => Text(contact.FirstName, settings.ContactFirstNameFallback, ref text),
            VariableSource.LastName => Text(contact.LastName, "", ref text),
            VariableSource.FullName =>
                Name(contact.FirstName, contact.LastName, settings.ContactFirstNameFallback, ref text),
            VariableSource.Email => Text(contact.Email, "", ref text),
            VariableSource.Phone => Text(contact.Phone.ToString(), "", ref text),
            VariableSource.State => Text(contact.State, "", ref text),
            VariableSource.UserFirstName => Text(sender?.FirstName, settings.UserFirstNameFallback, ref text),
            VariableSource.UserLastName => Text(sender?.LastName, "", ref text),
            VariableSource.UserFullName => Name(sender?.FirstName, sender?.LastName, settings.UserFirstNameFallback, ref text),
            VariableSource.UserEmail => Text(sender?.Email, "", ref text),
            VariableSource.UserPhone => Text(sender?.Phone?.ToString(), "", ref text),
            VariableSource.UserState => Text(sender?.State, "", ref text),
            VariableSource.UserTeamCode => Text(sender?.TeamCode, "", ref text),
            VariableSource.CampaignName => Text(campaign.Name, "", ref text),
            VariableSource.CampaignDescription => Text(campaign.Description, "", ref text),
            VariableSource.CampaignJoinCode => Text(campaign.JoinCode, "", ref text),
            VariableSource.CampaignBroadcastNumber => Text(campaign.BroadcastNumber?.ToString(), "", ref text),
            VariableSource.Link => Link(variable.Slug, values, values.Contact.LastSequence + 1, ref text),
            VariableSource.Referral => Link(variable.Slug, values, LinkToken.InEveryText, ref text),
            VariableSource.Constant => Text(variable.Constant, "", ref text),
            _ => Field(variable.Field, contact, ref text),
        };
    }

    private static Written Text(string? value, string? fallback, ref TextBuffer text)
    {
        if (!string.IsNullOrWhiteSpace(value))
        {
            text.Append(value);
            return Written.Value;
        }

        if (string.IsNullOrWhiteSpace(fallback))
        {
            return Written.Nothing;
        }

        text.Append(fallback);
        return Written.StoodIn;
    }

    /// <param name="sequence">Of the text: the contact's next one.</param>
    private static Written Link(string slug, in ScriptValues values, int sequence, ref TextBuffer text)
    {
        var (contact, campaign) = (values.Contact, values.Campaign);
        if (campaign.Settings.LinkDomain.Length == 0)
        {
            return Written.Nothing;
        }

        var token = LinkToken.For(campaign.Links, contact.Id, sequence, slug);
        text.Append(LinkToken.Url(campaign.Settings.LinkDomain, campaign.Links, token));
        return Written.Value;
    }

    private static Written Name(string? first, string? last, string? fallback, ref TextBuffer text)
    {
        if (string.IsNullOrWhiteSpace(first) || string.IsNullOrWhiteSpace(last))
        {
            return Text(string.IsNullOrWhiteSpace(first) ? last : first, fallback, ref text);
        }

        text.Append(first);
        text.Append(" ");
        text.Append(last);
        return Written.Value;
    }

    private static Written Field(CustomField? field, Contact contact, ref TextBuffer text)
    {
        if (field is null)
        {
            return Written.Nothing;
        }

        var given = contact.Fields.TryGetValue(field.Id, out var value) && !string.IsNullOrWhiteSpace(value);
        return field.Kind != CustomFieldKind.MultiText && !ScriptVariables.IsRemindAFriend(field.Slug)
            ? Text(given ? value : null, field.DefaultValue, ref text)
            : List(given ? value : field.DefaultValue, given, ref text);
    }

    /// <summary>Joins values, one a line, as people write lists: <c>Ana, Ben and Cy</c>.</summary>
    private static Written List(ReadOnlySpan<char> lines, bool given, ref TextBuffer text)
    {
        ReadOnlySpan<char> pending = default;
        var count = 0;
        foreach (var line in lines.EnumerateLines())
        {
            if (line.IsWhiteSpace())
            {
                continue;
            }

            if (count > 0)
            {
                text.Append(count > 1 ? ", " : "");
                text.Append(pending);
            }

            pending = line.Trim();
            count++;
        }

        if (count == 0)
        {
            return Written.Nothing;
        }

        text.Append(count > 1 ? " and " : "");
        text.Append(pending);
        return given ? Written.Value : Written.StoodIn;
    }
}
