using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;
using P2P.Sdk.Users;

namespace P2P.Sdk.Scripts;

/// <summary>Whom a text is for and from. The fallbacks are those of the campaign's settings (SET-5).</summary>
/// <param name="Contact">With everything: what is hidden from the sender is not hidden in the text (BEY-5).</param>
/// <param name="Sender"><see langword="null"/> where no user sends: their variables have no value then.</param>
public readonly record struct ScriptValues(Contact Contact, User? Sender, Campaign Campaign)
{
    /// <summary>Whether a variable without a value leaves a blank instead of holding the text back (VAR-9).</summary>
    public bool BlankMissing { get; init; }
}
