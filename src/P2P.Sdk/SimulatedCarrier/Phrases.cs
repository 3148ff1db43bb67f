namespace P2P.Sdk.SimulatedCarrier;

/// <summary>What simulated contacts write, in one language.</summary>
internal sealed record Phrases
{
    /// <summary>Whole messages that opt out at once, with the decoration that people add.</summary>
    public required string[] Keywords { get; init; }

    /// <summary>Asks to be removed, in other words.</summary>
    public required string[] Requests { get; init; }

    public required string[] Questions { get; init; }

    public required string[] WrongNumbers { get; init; }

    /// <summary>One list of sentences for each mood. None of them opts out, though some hold the words.</summary>
    public required string[][] Moods { get; init; }

    /// <summary>Second replies.</summary>
    public required string[] Afterthoughts { get; init; }

    /// <summary>Of several segments.</summary>
    public required string[] Long { get; init; }

    public static readonly string[] Emojis = ["👍", "❤️", "🙏🏽", "😂", "🇺🇸", "👩‍👩‍👧‍👦", "🎉"];

    public static readonly Phrases English = new()
    {
        Keywords =
        [
            "STOP", "Stop", "stop", "STOP!", "stop.", "“STOP”", "stop 🛑", "Stop all", "STOPALL", "Unsubscribe", "unsubscribe",
            "END", "Quit", "Cancel", "REMOVE", "Opt out", "opt-out", "STOP2END",
        ],
        Requests =
        [
            "Please take me off your list", "Do not text me again", "STOP texting me!!", "Please stop", "S T O P",
            "Remove me from this list please", "Lose my number", "I never signed up for this, leave me alone",
            "How do I unsubscribe from these?",
        ],
        Questions = ["Who is this?", "Who's this", "How did you get my number?", "Is this a bot?", "what is this about?"],
        WrongNumbers =
        [
            "Wrong number", "Sorry, wrong number.", "You have the wrong person", "That's not me, I've had this number for years",
            "wrong # but good luck",
        ],
        Moods =
        [
            [
                "Yes", "Yes!", "Count me in", "I'll be there", "Sure, happy to help", "Already voted!",
                "Absolutely. Thank you for doing this",
            ],
            ["Maybe", "I'm not sure yet", "Let me check with my wife", "Depends on the day", "Can you tell me more?"],
            [
                "No", "No thanks", "Not interested", "I don't live there anymore", "Not voting this year",
                "I support the other side",
            ],
            [
                "What time?", "Where do I vote?", "Do I need an ID?", "Is there parking?", "Can I bring my kids?",
                "When is the deadline?",
            ],
            ["Who is this?", "Is this a real person?", "How did you get my number?"],
            [
                "Please stop by, we have a yard sign", "I can't stop laughing", "End of the day works",
                "I had to cancel my shift", "Help me find my polling place",
            ],
            ["HELP", "Info"],
            ["ok", "K", "thx", "👍", "lol", "?"],
        ],
        Afterthoughts = ["Sorry, typo", "And my husband too", "Thanks!", "What was your name again?", "Also what time?", "Have a good one"],
        Long =
        [
            "I have voted in every election since 1976 and I have to say that nobody has ever asked me what I "
            + "think. The road in front of our house has been closed for eleven months, the school lost two "
            + "teachers, and my insurance went up again. If you can tell me what your candidate will do about the "
            + "road, I will listen, and I will bring my whole family to the polls with me.",
            "Thank you for writing. My mother was a poll worker for thirty years, so this matters to us. I can't "
            + "do weekends because I work at the hospital, but I could make calls on Tuesday or Thursday evenings "
            + "after six, or drive people to the polls on the day itself - my car seats seven. Is there somebody "
            + "near the library I could talk to? I don't use e-mail much.",
        ],
    };

    public static readonly Phrases Spanish = new()
    {
        Keywords = ["ALTO", "Alto", "PARAR", "Pare", "Detener", "CANCELAR", "Baja", "SALIR", "Terminar", "STOP", "¡Alto!"],
        Requests =
        [
            "No me manden más mensajes", "Quiten mi número de su lista por favor", "Por favor no me escriban más",
            "Ya no quiero recibir mensajes",
        ],
        Questions = ["¿Quién es?", "¿Quién habla?", "¿Cómo consiguió mi número?", "¿De qué se trata?"],
        WrongNumbers = ["Número equivocado", "Se equivocó de número", "No soy esa persona, disculpe"],
        Moods =
        [
            ["Sí", "¡Sí, claro!", "Cuente conmigo", "Ahí estaré", "Ya voté, gracias"],
            ["Tal vez", "No sé todavía", "Déjeme preguntarle a mi esposo"],
            ["No", "No, gracias", "No me interesa", "Ya no vivo ahí"],
            ["¿A qué hora?", "¿Dónde voto?", "¿Necesito identificación?", "¿Hay alguien que hable español?"],
            ["Voy a parar en la oficina", "El alto costo de la vida es lo que me preocupa"],
            ["ok", "Gracias", "👍", "AYUDA"],
        ],
        Afterthoughts = ["Perdón, me equivoqué", "Y mi esposa también", "¡Gracias!", "Buen día"],
        Long =
        [
            "Gracias por escribir. Llevo veinte años en este barrio y nunca nadie me había preguntado. Mi "
            + "preocupación es la escuela de mis nietos: hay treinta y cinco niños en cada salón y el autobús ya "
            + "no pasa por nuestra calle. Si su candidata puede hacer algo por eso, mi familia y yo vamos a votar, "
            + "y les digo a los vecinos que también vayan.",
        ],
    };
}
