"""Names known by themselves: places, peoples, organisations, first names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from twicetold.ontology import EntityType


def _listed(names: str) -> list[str]:
    return [name.strip() for name in names.replace("\n", " ").split(",") if name.strip()]


_COUNTRIES = """
Afghanistan: Afghan, Albania: Albanian, Algeria: Algerian, Angola: Angolan, Argentina: Argentine
Argentinian, Armenia: Armenian, Australia: Australian, Austria: Austrian, Azerbaijan: Azerbaijani Azeri,
Bahrain: Bahraini, Bangladesh: Bangladeshi, Belarus: Belarusian, Belgium: Belgian, Benin: Beninese, Bhutan:
Bhutanese, Bolivia: Bolivian, Bosnia: Bosnian, Botswana:, Brazil: Brazilian, Britain: British Briton,
Brunei: Bruneian, Bulgaria: Bulgarian, Burkina Faso: Burkinabe, Burma: Burmese, Burundi: Burundian,
Cambodia: Cambodian, Cameroon: Cameroonian, Canada: Canadian, Chad: Chadian, Chile: Chilean, China: Chinese,
Colombia: Colombian, Congo: Congolese, Costa Rica: Costa-Rican, Croatia: Croatian Croat, Cuba: Cuban,
Cyprus: Cypriot, Czech Republic: Czech, Denmark: Danish Dane, Djibouti:, Dominican Republic: Dominican,
Ecuador: Ecuadorean Ecuadorian, Egypt: Egyptian, El Salvador: Salvadoran, England: English, Eritrea:
Eritrean, Estonia: Estonian, Ethiopia: Ethiopian, Fiji: Fijian, Finland: Finnish Finn, France: French,
Gabon: Gabonese, Gambia: Gambian, Georgia: Georgian, Germany: German, Ghana: Ghanaian, Greece: Greek,
Guatemala: Guatemalan, Guinea: Guinean, Haiti: Haitian, Honduras: Honduran, Hungary: Hungarian, Iceland:
Icelandic, India: Indian, Indonesia: Indonesian, Iran: Iranian, Iraq: Iraqi, Ireland: Irish, Israel:
Israeli, Italy: Italian, Ivory Coast: Ivorian, Jamaica: Jamaican, Japan: Japanese, Jordan: Jordanian,
Kazakhstan: Kazakh Kazakhstani, Kenya: Kenyan, Kosovo: Kosovan Kosovar, Kuwait: Kuwaiti, Kyrgyzstan: Kyrgyz,
Laos: Laotian, Latvia: Latvian, Lebanon: Lebanese, Liberia: Liberian, Libya: Libyan, Lithuania: Lithuanian,
Luxembourg:, Madagascar: Malagasy, Malawi: Malawian, Malaysia: Malaysian, Mali: Malian, Malta: Maltese,
Mauritania: Mauritanian, Mexico: Mexican, Moldova: Moldovan, Mongolia: Mongolian, Montenegro: Montenegrin,
Morocco: Moroccan, Mozambique: Mozambican, Myanmar:, Namibia: Namibian, Nepal: Nepalese, Netherlands: Dutch,
New Zealand: New-Zealander, Nicaragua: Nicaraguan, Niger: Nigerien, Nigeria: Nigerian, North Korea:
North-Korean, North Macedonia: Macedonian, Norway: Norwegian, Oman: Omani, Pakistan: Pakistani, Palestine:
Palestinian, Panama: Panamanian, Paraguay: Paraguayan, Peru: Peruvian, Philippines: Filipino Philippine,
Poland: Polish Pole, Portugal: Portuguese, Puerto Rico: Puerto-Rican, Qatar: Qatari, Romania: Romanian,
Russia: Russian, Rwanda: Rwandan, Saudi Arabia: Saudi, Scotland: Scottish Scot, Senegal: Senegalese, Serbia:
Serbian Serb, Sierra Leone:, Singapore: Singaporean, Slovakia: Slovak, Slovenia: Slovenian, Somalia: Somali,
South Africa: South-African, South Korea: South-Korean, South Sudan:, Spain: Spanish Spaniard, Sri Lanka:
Sri-Lankan, Sudan: Sudanese, Sweden: Swedish Swede, Switzerland: Swiss, Syria: Syrian, Taiwan: Taiwanese,
Tajikistan: Tajik, Tanzania: Tanzanian, Thailand: Thai, Togo: Togolese, Tunisia: Tunisian, Turkey: Turkish
Turk, Turkmenistan: Turkmen, Uganda: Ugandan, Ukraine: Ukrainian, United Arab Emirates: Emirati, United
Kingdom:, United States: American, Uruguay: Uruguayan, Uzbekistan: Uzbek, Venezuela: Venezuelan, Vietnam:
Vietnamese, Wales: Welsh, Yemen: Yemeni, Zambia: Zambian, Zimbabwe: Zimbabwean, Soviet Union: Soviet, Korea:
Korean
"""
_PEOPLES = """
European, African, Asian, Arab, Kurd, Kurdish, Muslim, Christian, Catholic, Protestant, Orthodox, Jew,
Jewish, Hindu, Buddhist, Sikh, Sunni, Shia, Shiite, Islamic, Islamist, Republican, Democrat, Democratic,
Conservative, Tory, Tories, Liberal, Communist, Socialist, Marxist, Nazi, Taliban, Houthi, Uyghur, Uighur,
Tibetan, Chechen, Crimean, Tatar, Cossack, Roma, Tamil, Rohingya, Basque, Catalan, Londoner, New Yorker,
Parisian, Texan, Californian, Latino, Hispanic, Caucasian, Scandinavian, Bavarian, Sicilian, Balkan, Baltic,
Nordic, Mormon, Evangelical
"""
_CITIES = """
Abuja, Accra, Addis Ababa, Aleppo, Algiers, Almaty, Amman, Amsterdam, Ankara, Astana, Athens, Atlanta,
Baghdad, Baku, Bangkok, Barcelona, Basra, Beijing, Beirut, Belfast, Belgrade, Benghazi, Berlin, Bern,
Birmingham, Bogota, Boston, Brasilia, Bratislava, Brussels, Bucharest, Budapest, Buenos Aires, Cairo,
Canberra, Cape Town, Caracas, Cardiff, Casablanca, Chicago, Cologne, Colombo, Copenhagen, Dakar, Dallas,
Damascus, Delhi, Denver, Detroit, Dhaka, Doha, Donetsk, Dubai, Dublin, Edinburgh, Frankfurt, Gaza, Geneva,
Glasgow, Grozny, Hamburg, Hanoi, Harare, Havana, Helsinki, Homs, Hong Kong, Houston, Islamabad, Istanbul,
Jakarta, Jerusalem, Johannesburg, Juba, Kabul, Kampala, Kandahar, Karachi, Kathmandu, Kharkiv, Khartoum,
Kiev, Kigali, Kinshasa, Kyiv, Lagos, Lahore, Leeds, Lima, Lisbon, Liverpool, London, Los Angeles, Luanda,
Luhansk, Lyon, Madrid, Managua, Manchester, Manila, Marseille, Mecca, Melbourne, Mexico City, Miami, Milan,
Minsk, Mogadishu, Montreal, Moscow, Mosul, Mumbai, Munich, Nairobi, Naples, New Delhi, New York, New York
City, Nur-Sultan, Odessa, Oslo, Ottawa, Paris, Philadelphia, Phnom Penh, Phoenix, Prague, Pretoria,
Pyongyang, Quito, Rabat, Raqqa, Riga, Rio de Janeiro, Riyadh, Rome, San Diego, San Francisco, San Salvador,
Santiago, Sao Paulo, Sarajevo, Seattle, Seoul, Shanghai, Shymkent, Skopje, Sofia, St. Petersburg, Stockholm,
Strasbourg, Sydney, Taipei, Tallinn, Tashkent, Tbilisi, Tehran, Tel Aviv, The Hague, Tokyo, Toronto,
Tripoli, Tunis, Turin, Ulaanbaatar, Vancouver, Venice, Vienna, Vilnius, Warsaw, Washington, Washington DC,
Wellington, Wuhan, Yangon, Yerevan, Zagreb, Zurich, Alabama, Alaska, Arizona, Arkansas, California,
Colorado, Connecticut, Delaware, Florida, Hawaii, Idaho, Illinois, Indiana, Iowa, Kansas, Kentucky,
Louisiana, Maine, Maryland, Massachusetts, Michigan, Minnesota, Mississippi, Missouri, Montana, Nebraska,
Nevada, New Hampshire, New Jersey, New Mexico, North Carolina, North Dakota, Ohio, Oklahoma, Oregon,
Pennsylvania, Rhode Island, South Carolina, South Dakota, Tennessee, Texas, Utah, Vermont, Virginia, West
Virginia, Wisconsin, Wyoming, Ontario, Quebec, Alberta, British Columbia, Queensland, Victoria, Catalonia,
Bavaria, Saxony, Chechnya, Dagestan, Kashmir, Punjab, Xinjiang, Tibet, Guangdong, Sichuan, US, U.S, U.S.A,
USA, UK, U.K, UAE, U.A.E, D.C, America, USSR, GDR, DRC, Vatican, Northern Ireland, Abkhazia, South Ossetia,
Transnistria, Kurdistan, Greenland, Macau, Monaco, Liechtenstein, Andorra, San Marino, Cape Verde, Maldives,
Seychelles, Mauritius
"""
_REGIONS = """
Africa, Asia, Europe, Antarctica, Arctic, Oceania, North America, South America, Latin America, Central
America, Middle East, Near East, Far East, Central Asia, South Asia, Southeast Asia, East Asia, Balkans,
Baltics, Caucasus, Caribbean, Crimea, Donbas, Donbass, Sahel, Sahara, Maghreb, Horn of Africa, Siberia,
Scandinavia, Levant, Mediterranean, Atlantic, Pacific, Black Sea, Baltic Sea, Caspian Sea, Red Sea, Persian
Gulf, Gulf, Alps, Himalayas, Andes, Amazon, Nile, Danube, Rhine, Volga, Thames, Mississippi River, Dnieper,
Everest, Mount Everest, West Bank, Gaza Strip, Golan Heights, Eastern Europe, Western Europe, Sub-Saharan
Africa, West Africa, East Africa, North Africa, Earth, Mars, Moon, West, Eurasia, Midwest, New England,
Sinai, Darfur, Patagonia, Tigray, Bering Strait, Suez Canal, Panama Canal
"""
_FACILITIES = """
White House, Kremlin, Pentagon, Capitol, Capitol Hill, Downing Street, Buckingham Palace, Elysee, Elysee
Palace, Guantanamo Bay, Guantanamo, Heathrow, Wembley, Wall Street, Red Square, Tahrir Square, Maidan,
Eiffel Tower, Chernobyl
"""
_ORGANISATIONS = """
UN, U.N, EU, E.U, NATO, Nato, IMF, WHO, WTO, OPEC, OSCE, BBC, CNN, NPR, ABC, NBC, CBS, AFP, AP, TASS, Tass,
Reuters, Bloomberg, Xinhua, Interfax, Axios, Politico, Al Jazeera, Guardian, New York Times, Washington
Post, Wall Street Journal, Financial Times, Associated Press, Fox News, FBI, CIA, NSA, KGB, FSB, NASA, FIFA,
UEFA, IOC, ECB, Fed, Federal Reserve, Unicef, UNICEF, Unesco, UNESCO, Interpol, Europol, Congress,
Parliament, Senate, House of Representatives, Bundestag, Duma, Knesset, Hamas, Hezbollah, Islamic State,
Isis, ISIS, al-Qaeda, Al-Qaeda, Boko Haram, Google, Apple, Amazon.com, Microsoft, Facebook, Meta, Twitter,
Tesla, Boeing, Airbus, Samsung, Toyota, Sony, Intel, IBM, Gazprom, Rosneft, Shell, BP, Exxon, Volkswagen,
BMW, Ford, Huawei, Netflix, Uber, Goldman Sachs, JPMorgan, HSBC, Lufthansa, Ryanair, Getty, YouTube,
WhatsApp, Labour, Fidesz, Amnesty International, Human Rights Watch, Red Cross, Greenpeace, Oxfam, CDC, EPA,
European Union, United Nations, African Union, Arab League, World Bank, Supreme Court, Scotland Yard, GOP,
ISI, IAEA
"""
_MALE = """
Abdul, Abdullah, Adam, Ahmad, Ahmed, Alan, Albert, Alex, Alexander, Alexei, Ali, Andrei, Andrew, Anthony,
Antonio, Arthur, Barack, Ben, Benjamin, Bernie, Bill, Bob, Boris, Brian, Bruce, Carl, Carlos, Charles,
Chris, Christian, Christopher, Daniel, Dave, David, Dmitry, Donald, Edward, Emmanuel, Eric, Francis,
Francisco, Frank, Fred, Gary, George, Gordon, Graham, Greg, Hans, Harry, Hassan, Henry, Hugo, Hussein, Ian,
Ibrahim, Igor, Ivan, Jack, Jacob, James, Jason, Jean, Jeff, Jeffrey, Jeremy, Jim, Jimmy, Joe, John,
Jonathan, Jorge, Jose, Joseph, Juan, Justin, Karim, Keith, Ken, Kevin, Khalid, Kim, Larry, Lee, Luis,
Mahmoud, Marco, Mario, Mark, Martin, Matt, Matthew, Michael, Mike, Mikhail, Mitt, Mohamed, Mohammad,
Mohammed, Muhammad, Narendra, Nicolas, Nigel, Nikolai, Oleg, Oliver, Omar, Pablo, Patrick, Paul, Pavel,
Pedro, Peter, Philip, Ralph, Raymond, Recep, Richard, Robert, Roger, Ronald, Ryan, Sam, Samuel, Scott, Sean,
Sergei, Sergey, Simon, Stephen, Steve, Steven, Ted, Thomas, Tim, Timothy, Tom, Tony, Victor, Viktor,
Vladimir, Volodymyr, Walter, William
"""
_FEMALE = """
Alexandra, Alice, Amanda, Amy, Andrea, Angela, Anna, Anne, Barbara, Betty, Carol, Caroline, Catherine,
Charlotte, Christine, Claire, Cristina, Deborah, Diana, Dilma, Donna, Elena, Elizabeth, Emily, Emma, Fatima,
Hillary, Helen, Irina, Jacinda, Jane, Janet, Jennifer, Jessica, Jill, Joan, Julia, Julie, Kamala, Karen,
Kate, Katherine, Kelly, Laura, Linda, Lisa, Liz, Louise, Lucy, Margaret, Maria, Marie, Marine, Mary,
Melania, Melissa, Michelle, Nancy, Natalia, Nicola, Nina, Olga, Patricia, Rachel, Rebecca, Ruth, Sally,
Samantha, Sandra, Sara, Sarah, Sofia, Sonia, Sophie, Stephanie, Susan, Svetlana, Teresa, Theresa, Ursula,
Vera, Victoria, Yulia
"""
_ALIASES = {
    "us": "united states", "u.s": "united states", "usa": "united states", "u.s.a": "united states",
    "america": "united states", "uk": "united kingdom", "u.k": "united kingdom", "britain": "united kingdom",
    "un": "united nations", "u.n": "united nations", "eu": "european union", "e.u": "european union",
    "u.a.e": "united arab emirates", "uae": "united arab emirates", "d.c": "washington",
}  # fmt: skip


def _known() -> dict[str, EntityType]:
    known: dict[str, EntityType] = {}
    lists: tuple[tuple[str, EntityType], ...] = (
        (_FACILITIES, "FAC"), (_REGIONS, "LOC"), (_ORGANISATIONS, "ORG"), (_CITIES, "GPE"), (_PEOPLES, "NORP"),
    )  # fmt: skip
    for names, kind in lists:
        known.update(dict.fromkeys(_listed(names), kind))
    for entry in _listed(_COUNTRIES):
        country, _, demonyms = entry.partition(":")
        known[country] = "GPE"
        known.update(dict.fromkeys(demonyms.replace("-", " ").split() if " " not in country else [], "NORP"))
        known.update({demonym.replace("-", " "): "NORP" for demonym in demonyms.split()})
    known.update({f"{name}s": "NORP" for name, kind in list(known.items()) if kind == "NORP"})
    return known


KNOWN: Final[dict[str, EntityType]] = _known()
"""Names with their types; peoples also as plurals."""
MALE: Final = frozenset(_listed(_MALE))
FEMALE: Final = frozenset(_listed(_FEMALE))


def canonical(name: str) -> str:
    """Return the form under which the spellings of a name meet ("U.S.", "America": "united states")."""
    plain = name.lower().rstrip(".").replace("\u2019", "'")
    return _ALIASES.get(plain, plain)
