using System.Reflection;
using System.Runtime.CompilerServices;
using P2P.Sdk.Contacts;

namespace P2P.Sdk.Tests;

/// <summary>A record prints itself wherever somebody logs it: then nobody's number, name or words may come out.</summary>
public class PrintedRecordTests
{
    private const string Word = "Secretword";

    private static readonly PhoneNumber Number = PhoneNumber.Parse("+13125550142");

    /// <summary>What is a person's by its name.</summary>
    private static readonly HashSet<string> Personal =
    [
        "FirstName", "LastName", "Email", "Phone", "Text", "Value", "Content", "Search", "ContactNumber",
    ];

    /// <summary>Campaigns' own words and numbers.</summary>
    private static readonly HashSet<string> NobodysOwn =
    [
        "Script", "ScriptInput", "Campaign", "SenderNumber", "SenderLease",
    ];

    public static TheoryData<Type> Records =>
    [
        .. typeof(Actor).Assembly.GetExportedTypes()
            .Where(type => !type.IsAbstract && type.GetMethod("PrintMembers", BindingFlags.NonPublic | BindingFlags.Instance) is not null)
            .Where(type => !NobodysOwn.Contains(type.Name) && Settable(type).Any(IsPersonal)),
    ];

    [Theory]
    [MemberData(nameof(Records))]
    public void A_record_that_holds_a_persons_number_name_or_words_does_not_print_them(Type type)
    {
        var record = RuntimeHelpers.GetUninitializedObject(type);
        foreach (var property in Settable(type).Where(IsPersonal))
        {
            if (property.PropertyType == typeof(string))
            {
                property.SetValue(record, Word);
            }
            else if (IsNumber(property))
            {
                property.SetValue(record, Number);
            }
        }

        var printed = record.ToString()!;
        Assert.DoesNotContain(Word, printed, StringComparison.Ordinal);
        Assert.DoesNotContain(Number.ToString(), printed, StringComparison.Ordinal);
    }

    private static bool IsPersonal(PropertyInfo property) => Personal.Contains(property.Name) || IsNumber(property);

    private static bool IsNumber(PropertyInfo property) =>
        (Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType) == typeof(PhoneNumber);

    private static IEnumerable<PropertyInfo> Settable(Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.SetMethod is not null);
}
