using System.ComponentModel;
using GraphQL;
using P2P.Sdk.Contacts;
using P2P.Sdk.Crm;

namespace P2P.GraphQL.Crm;

[Name("CrmPerson")]
[Description("Somebody whom the CRM knows.")]
public sealed class CrmPersonView(CrmPerson person)
{
    [Description("For openCrmPerson, by the same user within an hour; not the CRM's own id.")]
    public string Id => person.Id;

    [Description("As the CRM has it.")]
    public string FirstName => person.FirstName;

    [Description("For a volunteer its initial only, where the settings hide last names.")]
    public string LastName => person.LastName;

    [Description("Five digits; empty if not said.")]
    public string Zip => person.Zip;

    [Description("The preferred first; none for a volunteer where the settings hide numbers.")]
    public IReadOnlyList<PhoneNumber> Phones => person.Phones;
}
