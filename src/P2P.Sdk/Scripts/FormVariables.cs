using P2P.Sdk.OptInForms;

namespace P2P.Sdk.Scripts;

/// <summary>What only the responses of an opt-in form know (VAR-6).</summary>
internal static class FormVariables
{
    public static IEnumerable<ScriptVariable> Of(OptInForm form) =>
    [
        Constant("opt_in_form.title", "Title of the form", form.Title),
        Constant("opt_in_form.subtitle", "Subtitle of the form", form.Subtitle),
        new()
        {
            Group = ScriptVariableGroup.OptIn,
            Name = "contact_referral_link",
            Label = "The contact's own link to the form, to pass on",
            Sample = "https://go.example.org/l/kT3xW9aB7cD2eF4gH",
            WhenEmpty = "It is left out.",
            Source = VariableSource.Referral,
            Slug = form.Slug,
        },
    ];

    private static ScriptVariable Constant(string name, string label, string text) => new()
    {
        Group = ScriptVariableGroup.OptIn,
        Name = name,
        Label = label,
        Sample = text,
        WhenEmpty = "It is left out.",
        Source = VariableSource.Constant,
        Constant = text,
    };
}
