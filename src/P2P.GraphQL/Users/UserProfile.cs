using System.ComponentModel;
using P2P.Sdk.Contacts;
using P2P.Sdk.Users;

namespace P2P.GraphQL.Users;

[Description("What a user says of themselves.")]
public sealed class UserProfile(User user)
{
    [Description("Empty if not said.")]
    public string Email => user.Email;

    [Description("Null if not said.")]
    public PhoneNumber? Phone => user.Phone;

    [Description("Two letters; empty if not said.")]
    public string State => user.State;

    [Description("Five digits; empty if not said. It says in which districts they are.")]
    public string Zip => user.Zip;

    [Description("en or es.")]
    public string Language => user.Language;
}
