using P2P.Sdk.Contacts;

namespace P2P.GraphQL.Scalars;

internal sealed class PhoneNumberScalar : TextScalar<PhoneNumber>
{
    public PhoneNumberScalar() => (Name, Description) = ("PhoneNumber", "A phone number in E.164 form, e.g. +13125550142.");

    protected override bool TryRead(string text, out PhoneNumber value) => PhoneNumber.TryParse(text, out value);

    protected override string Write(PhoneNumber value) => value.ToString();
}
